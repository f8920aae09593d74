// SPDX-License-Identifier: Apache-2.0
/** A PDB as a whole: its streams opened on demand, and addresses and names translated to symbols, lines and inlined calls. */
@NullMarked
package dev.symkit.format.symbols;

import org.jspecify.annotations.NullMarked;
