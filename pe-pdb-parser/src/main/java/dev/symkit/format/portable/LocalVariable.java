// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.Name;

/**
 * One row of the {@code LocalVariable} table (0x33). Source: the portable PDB document of the .NET runtime.
 *
 * @param attributes bit 0: debuggers hide the variable
 * @param slot place in the signature of the local variables
 * @param name its name
 */
public record LocalVariable(int attributes, int slot, Name name) {}
