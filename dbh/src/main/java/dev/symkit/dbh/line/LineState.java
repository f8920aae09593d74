// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.module.LoadedModule;
import java.util.IdentityHashMap;
import java.util.Optional;

/** What a session remembers of lines: those of its modules, and the one that was shown last. Confined to the thread of the shell. */
public final class LineState {
    private final IdentityHashMap<LoadedModule, Optional<LineSource>> sources = new IdentityHashMap<>();
    private Optional<Current> current = Optional.empty();

    /**
     * The line that was shown last.
     *
     * @param module its module
     * @param spot the line
     */
    public record Current(LoadedModule module, LineSpot spot) {}

    /** The lines of a module; empty if its symbol file is of a kind that has none. */
    public Optional<LineSource> of(LoadedModule module) {
        return sources.computeIfAbsent(module, LineSource::of);
    }

    /** The line that was shown last; empty if there is none yet. */
    public Optional<Current> current() {
        return current;
    }

    /** A line was shown. */
    public void setCurrent(Current shown) {
        current = Optional.of(shown);
    }

    /** Forgets all, as the modules are gone. */
    public void clear() {
        sources.clear();
        current = Optional.empty();
    }
}
