// SPDX-License-Identifier: Apache-2.0
/** Unwind data of functions, from an image or from what its PDB keeps of it (dbh.md 7). */
@NullMarked
package dev.symkit.dbh.unwind;

import org.jspecify.annotations.NullMarked;
