// SPDX-License-Identifier: Apache-2.0
/** Tables whose records start with an address relative to an image: images, .dbg files and PDBs have the same ones. */
@NullMarked
package dev.symkit.format.rva;

import org.jspecify.annotations.NullMarked;
