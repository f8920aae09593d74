// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import java.util.UUID;

/**
 * One row of the {@code Document} table (0x30). Source: the portable PDB document of the .NET runtime.
 *
 * @param name the name, put together from its parts
 * @param hashAlgorithm how {@code hash} was made; nil (all zero) if there is none
 * @param hash hash of the source file, possibly empty
 * @param language language of the source file; nil (all zero) if there is none
 */
public record PortableDocument(Name name, UUID hashAlgorithm, Slice hash, UUID language) {}
