// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname;

import dev.symkit.undecorate.UndecorateFlags;
import dev.symkit.undecorate.Undecorator;
import java.util.Optional;

/** Gives the answers, in one style. Immutable, thread-safe. */
public final class Answers {
    /** All flags that {@link #microsoft} knows. */
    public static final int ALL_FLAGS = UndecorateFlags.UNDNAME_ALL;

    private final Undecorator undecorator;

    private Answers(Undecorator undecorator) {
        this.undecorator = undecorator;
    }

    /** Answers as Microsoft's tools give them; for the flags see {@link UndecorateFlags}, 0 shows everything. */
    public static Answers microsoft(int flags) {
        return new Answers(Undecorator.microsoft(flags));
    }

    /** Answers as {@code llvm-undname} gives them. */
    public static Answers llvm() {
        return new Answers(Undecorator.llvm());
    }

    /** The answer for a name; any text is one. */
    public Answer of(String name) {
        Optional<String> text = undecorator.tryUndecorate(name);
        return text.isPresent() ? new Answer(name, text.get(), true) : new Answer(name, name, false);
    }
}
