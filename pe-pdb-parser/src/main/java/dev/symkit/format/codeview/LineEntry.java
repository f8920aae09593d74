// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/**
 * One row of line numbers: where code begins and which source it comes from. Layout: {@link LinesReader}.
 *
 * @param section section of the code, 1-based
 * @param offset bytes from the start of the section, unsigned 32-bit sum as a 64-bit value
 * @param fileOffset place of the source file in the data of the checksum subsection: {@link Checksums#at}
 * @param line first line, or a marker for hidden code
 * @param lineDelta lines from the first to the last line, 0 to 127
 * @param statement whether it is marked as a statement
 * @param startColumn first column, 0 if there is none
 * @param endColumn last column, 0 if there is none
 */
public record LineEntry(
        int section,
        long offset,
        long fileOffset,
        int line,
        int lineDelta,
        boolean statement,
        int startColumn,
        int endColumn) {
    /** Line that tells a debugger to stop in the code all the same. Source: LLVM, {@code LineInfo}. */
    public static final int ALWAYS_STEP_INTO = 0xFEEFEE;

    /** Line that tells a debugger to pass over the code. Source: LLVM, {@code LineInfo}. */
    public static final int NEVER_STEP_INTO = 0xF00F00;

    private static final int LINE_MASK = 0xFFFFFF;
    private static final int DELTA_MASK = 0x7F;

    /** Whether the line is a marker for code without source. */
    public boolean isHidden() {
        return isMarker(line);
    }

    /** Last line. */
    public int endLine() {
        return line + lineDelta;
    }

    /** Whether a line is a marker for code without source. */
    public static boolean isMarker(int line) {
        return line == ALWAYS_STEP_INTO || line == NEVER_STEP_INTO;
    }

    static int lineOf(int word) {
        return word & LINE_MASK;
    }

    static int deltaOf(int word) {
        return word >>> 24 & DELTA_MASK;
    }
}
