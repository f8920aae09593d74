// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

/** Where the symbols of a module come from, as DbgHelp names it (dbh.md 3.2.1). */
public enum SymbolType {
    /** Nowhere. */
    NONE("SymNone"),
    /** A PDB. */
    PDB("SymPdb"),
    /** A DBG file. */
    DBG("SymCoff"),
    /** The exports of the image. */
    EXPORT("SymExport"),
    /** The module is only a name for a range of addresses. */
    VIRTUAL("SymVirtual");

    private final String text;

    SymbolType(String text) {
        this.text = text;
    }

    /** The name. */
    public String text() {
        return text;
    }
}
