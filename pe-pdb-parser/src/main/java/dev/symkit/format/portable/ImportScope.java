// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.Slice;

/**
 * One row of the {@code ImportScope} table (0x35). Source: the portable PDB document of the .NET runtime.
 *
 * @param parent row of the scope around it; 0 if there is none
 * @param imports the imports blob, not decoded
 */
public record ImportScope(int parent, Slice imports) {}
