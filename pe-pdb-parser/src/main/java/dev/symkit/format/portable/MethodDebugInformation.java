// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

/**
 * One row of the {@code MethodDebugInformation} table (0x31); row n belongs to method n of the {@code MethodDef} table. Source: the portable PDB document of the .NET runtime.
 *
 * @param document row of the document that all sequence points of the method lie in; 0 if it has none or several
 * @param sequencePoints offset of the sequence points blob; 0 if the method has none
 */
public record MethodDebugInformation(int document, long sequencePoints) {}
