// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symchk.facts.ImageFacts;

/**
 * An image that is checked: a file, or a module that a dump lists.
 *
 * @param path full path for people, as the file system or the dump has it
 * @param facts what it says
 * @param searched whether the block of {@code /v} begins with the line about the search; not for modules of dumps and processes
 */
public record Subject(String path, ImageFacts facts, boolean searched) {
    /** The file name. */
    public String name() {
        return SymbolKey.fileName(path);
    }

    /** The file name without extension, as modules are named. */
    public String moduleName() {
        return stem(name());
    }

    /** A file name without its extension. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
