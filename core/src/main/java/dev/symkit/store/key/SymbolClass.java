// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import java.util.regex.Pattern;

/** The class of a file as {@code refs.ptr} records it. */
public enum SymbolClass {
    /** Image. */
    BIN("bin"),
    /** PDB with private symbols. */
    PRI("pri"),
    /** PDB with public symbols only. */
    PUB("pub"),
    /** PDB with types only, written by a compiler. */
    TYP("typ"),
    /** Separate debug file; the word is our choice. */
    DBG("dbg");

    private static final Pattern SYMBOL_NAME = Pattern.compile(".*\\.(pdb|dbg|sym)", Pattern.CASE_INSENSITIVE);

    private final String text;

    SymbolClass(String text) {
        this.text = text;
    }

    /** The word that stands in {@code refs.ptr}, in lower case. */
    public String text() {
        return text;
    }

    /** Of a file that does not say what it is, the class that its name suggests. */
    public static SymbolClass usual(String name) {
        return SYMBOL_NAME.matcher(name).matches() ? PRI : BIN;
    }
}
