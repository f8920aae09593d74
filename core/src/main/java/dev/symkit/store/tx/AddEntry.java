// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;

/**
 * One entry to add.
 *
 * @param key where it goes
 * @param symbolClass what {@code refs.ptr} records
 * @param source the file
 * @param secondary whether it is the second entry of a portable PDB, which never replaces a Windows PDB
 */
public record AddEntry(SymbolKey key, SymbolClass symbolClass, SourceFile source, boolean secondary) {}
