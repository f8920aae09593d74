// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import java.util.Optional;

/** The files of a key that a client may ask for (symproxy.md 8.1). */
public enum Leaf {
    /** The file itself. */
    FILE,
    /** The file compressed, the last character of its name replaced. */
    COMPRESSED,
    /** A pointer, {@code file.ptr}. */
    POINTER,
    /** Breakpad's symbols, named like the file with {@code .sym} in the place of its extension. */
    BREAKPAD_OF_STEM,
    /** Breakpad's symbols, {@code .sym} behind the whole name. */
    BREAKPAD,
    /** Sources, {@code .src.zip} in the place of the extension. */
    SOURCES;

    /** The name of this file for a file name; empty if there is none. */
    public Optional<String> of(String name) {
        return switch (this) {
            case FILE -> Optional.of(name);
            case COMPRESSED -> StoreNames.compressed(name);
            case POINTER -> Optional.of(FilePointer.NAME);
            case BREAKPAD_OF_STEM -> Optional.of(stem(name) + ".sym");
            case BREAKPAD -> Optional.of(name + ".sym");
            case SOURCES -> Optional.of(stem(name) + ".src.zip");
        };
    }

    /** Which file of a key a name means, ignoring the case of ASCII letters; empty if none. */
    public static Optional<Leaf> named(String leafName, String name) {
        for (Leaf leaf : values()) {
            if (leaf.of(name).filter(one -> sameLetters(one, leafName)).isPresent()) {
                return Optional.of(leaf);
            }
        }
        return Optional.empty();
    }

    private static boolean sameLetters(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
