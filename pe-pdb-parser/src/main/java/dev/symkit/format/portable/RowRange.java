// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

/**
 * Adjacent rows of a table. Source: the portable PDB document of the .NET runtime.
 *
 * @param first the first row, from 1
 * @param count number of rows, possibly 0
 */
public record RowRange(int first, int count) {}
