// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

/**
 * The places of a PDB where writers left bytes that are no part of it (CVE-2018-1037). Microsoft did not publish what its tool looks
 * at; these were observed in PDBs of Visual Studio 2013 to 2019 and of Windows. Other files may be clean of all.
 */
public enum LeakClass {
    /** A page of no stream, or only of stream 0, the old directory; also what follows the last page. */
    FREE_PAGE("L1", "page of no stream"),
    /** The rest of the last page of a stream. */
    STREAM_SLACK("L2", "behind the end of a stream"),
    /** The rest of a page of the directory or its map, or of page 0 behind the header. */
    DIRECTORY_SLACK("L3", "behind the header, the directory or its map"),
    /** One of the two pads of a section contribution. */
    CONTRIBUTION_PAD("L4", "padding of a section contribution"),
    /** An unused field of a module. */
    MODULE_PAD("L5", "unused field of a module"),
    /** Bytes between the NUL of a name and the end of a public symbol or a reference. */
    SYMBOL_TAIL("L6", "behind the name of a symbol"),
    /** Bytes other than 0xFF and 0 in a page kept for a free page map that has no use for it. Counted, but no leak. */
    MAP_PAGE("L7", "unused page of a free page map");

    private final String code;
    private final String text;

    LeakClass(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Short name, {@code L1} to {@code L7}. */
    public String code() {
        return code;
    }

    /** What the place is, in words. */
    public String text() {
        return text;
    }

    /** Whether content there makes a file one that leaks; such content is removed by a repair. */
    public boolean isLeak() {
        return this != MAP_PAGE;
    }
}
