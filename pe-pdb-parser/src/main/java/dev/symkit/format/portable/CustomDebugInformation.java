// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import java.util.UUID;

/**
 * One row of the {@code CustomDebugInformation} table (0x37). Source: the portable PDB document of the .NET runtime.
 *
 * @param parent token of what it belongs to, table number in the top byte and row below; -1 if the tag is not known
 * @param kind what the value is
 * @param value offset of the value in the {@code #Blob} stream
 */
public record CustomDebugInformation(long parent, UUID kind, long value) {}
