// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import java.util.List;

/** Where the files of a module are looked for (symsrv.md 6). */
public enum SearchPlace {
    /** The elements of the symbol path; for images those of the path for images. */
    SYMBOL_PATH,
    /** The directory of the image, as it is known. Left out with the option bit 0x200000, IGNORE_IMAGEDIR. */
    IMAGE_DIRECTORY,
    /** The path of the PDB that the image records, as it stands. Left out with the option bit 0x80, IGNORE_CVREC. */
    CODEVIEW_PATH,
    /** The working directory, then {@code ../EXT} seen from there, where EXT is the extension of the image. */
    WORKING_DIRECTORY;

    /** The order of the debuggers without the working directory, which only a person who sits in it can mean (our choice). */
    public static final List<SearchPlace> DEBUGGERS = List.of(SYMBOL_PATH, IMAGE_DIRECTORY, CODEVIEW_PATH);

    /** The order of the debuggers. */
    public static final List<SearchPlace> ALL = List.of(values());

    /** The order of DBH for a file that is its target (dbh.md 1). */
    public static final List<SearchPlace> DBH = List.of(IMAGE_DIRECTORY, CODEVIEW_PATH, SYMBOL_PATH);

    /** What SymChk searches (symchk.md 1.3). */
    public static final List<SearchPlace> SYMCHK = List.of(SYMBOL_PATH);
}
