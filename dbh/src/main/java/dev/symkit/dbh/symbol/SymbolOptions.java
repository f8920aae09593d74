// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

/**
 * The options of DbgHelp as bits (dbh.md 4.1), and the style of names that are shown undecorated. Immutable.
 *
 * @param bits the bits, 32 of them
 * @param demangling the style
 */
public record SymbolOptions(int bits, Demangling demangling) {
    /** Names are searched ignoring case. */
    public static final int CASE_INSENSITIVE = 0x1;
    /** Names of publics are shown and searched undecorated. */
    public static final int UNDNAME = 0x2;
    /** {@code ::} is shown as {@code __}. */
    public static final int NO_CPP = 0x8;
    /** Lines are loaded. */
    public static final int LOAD_LINES = 0x10;
    /** An address that OMAP maps to nothing is taken to the nearest entry. */
    public static final int OMAP_FIND_NEAREST = 0x20;
    /** A symbol file of another build is taken too. */
    public static final int LOAD_ANYTHING = 0x40;
    /** What the image says of its PDB does not count. */
    public static final int IGNORE_CVREC = 0x80;
    /** A symbol file of another build is refused. */
    public static final int EXACT_SYMBOLS = 0x400;
    /** Symbols of the absolute section are kept. */
    public static final int ALLOW_ABSOLUTE_SYMBOLS = 0x800;
    /** Only the table of publics. */
    public static final int PUBLICS_ONLY = 0x4000;
    /** Never the table of publics. */
    public static final int NO_PUBLICS = 0x8000;
    /** The table of publics only if nothing else was found. */
    public static final int AUTO_PUBLICS = 0x10000;
    /** The image of a PDB is not looked for. */
    public static final int NO_IMAGE_SEARCH = 0x20000;
    /** Cannot be cleared once it is set. */
    public static final int SECURE = 0x40000;
    /** The search for files is told. */
    public static final int DEBUG = 0x80000000;

    /** What a session starts with. */
    public static final SymbolOptions START = new SymbolOptions(0x10C13, Demangling.MICROSOFT);

    /** What a session starts with that shows decorated names ({@code -d}). */
    public static final SymbolOptions DECORATED = new SymbolOptions(0x4C11, Demangling.MICROSOFT);

    /** Whether all of some bits are set. */
    public boolean has(int some) {
        return (bits & some) == some;
    }

    /** The same with these bits set. */
    public SymbolOptions with(int some) {
        return new SymbolOptions(bits | some, demangling);
    }

    /** The same with these bits cleared, those excepted that cannot be. */
    public SymbolOptions without(int some) {
        return set(bits & ~some);
    }

    /** These bits and no others, those excepted that cannot be cleared. */
    public SymbolOptions set(int all) {
        return new SymbolOptions(all | (bits & SECURE), demangling);
    }

    /** The same with names in another style. */
    public SymbolOptions in(Demangling style) {
        return new SymbolOptions(bits, style);
    }
}
