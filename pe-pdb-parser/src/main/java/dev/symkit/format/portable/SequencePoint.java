// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

/**
 * One sequence point: where in the source an instruction comes from. Source: the portable PDB document of the .NET runtime.
 *
 * @param ilOffset offset of the instruction in the IL of its method
 * @param document row of the document
 * @param startLine first line, from 1; {@link #HIDDEN_LINE} for a hidden point
 * @param startColumn first column, from 1; 0 for a hidden point
 * @param endLine last line; {@link #HIDDEN_LINE} for a hidden point
 * @param endColumn column after the last; 0 for a hidden point
 */
public record SequencePoint(int ilOffset, int document, int startLine, int startColumn, int endLine, int endColumn) {
    /** Line of points that debuggers pass over. */
    public static final int HIDDEN_LINE = 0xFEEFEE;

    /** Whether debuggers pass over the point. */
    public boolean hidden() {
        return startLine == HIDDEN_LINE;
    }
}
