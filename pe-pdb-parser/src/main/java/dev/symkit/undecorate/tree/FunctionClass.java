// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/**
 * What a function is apart from its type.
 *
 * @param access access
 * @param storage static, virtual or neither
 * @param thunk kind of thunk
 * @param adjustments numbers of the thunk, in their order
 */
public record FunctionClass(Access access, Storage storage, Thunk thunk, List<SignedNumber> adjustments) {
    /** Access, with the words that are printed. */
    public enum Access {
        PRIVATE("private: "),
        PROTECTED("protected: "),
        PUBLIC("public: "),
        /** Not a member. */
        NONE("");

        private final String text;

        Access(String text) {
            this.text = text;
        }

        /** The words, with a blank at the end. */
        public String text() {
            return text;
        }
    }

    /** Storage. */
    public enum Storage {
        NONE,
        STATIC,
        VIRTUAL
    }

    /** Thunks. */
    public enum Thunk {
        NONE,
        ADJUSTOR,
        VTORDISP,
        VTORDISPEX
    }

    /** Takes a copy of the numbers. */
    public FunctionClass {
        adjustments = List.copyOf(adjustments);
    }

    /** Whether the function has a {@code this}. */
    public boolean hasThis() {
        return access != Access.NONE && storage != Storage.STATIC;
    }
}
