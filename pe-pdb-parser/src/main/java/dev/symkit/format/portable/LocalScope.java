// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

/**
 * One row of the {@code LocalScope} table (0x32), a part of the IL of a method and what is declared in it. Source: the portable PDB document of the .NET runtime.
 *
 * @param method row of the method
 * @param importScope row of its import scope; 0 if there is none
 * @param variables rows of its local variables
 * @param constants rows of its local constants
 * @param startOffset IL offset of the first instruction
 * @param length bytes of IL
 */
public record LocalScope(
        int method, int importScope, RowRange variables, RowRange constants, long startOffset, long length) {}
