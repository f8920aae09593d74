// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;

/**
 * One row of the {@code LocalConstant} table (0x34). Source: the portable PDB document of the .NET runtime.
 *
 * @param name its name
 * @param signature type and value as the portable PDB document lays them out, not decoded
 */
public record LocalConstant(Name name, Slice signature) {}
