// SPDX-License-Identifier: Apache-2.0
/** Portable PDB files: the metadata root and the PDB id. */
@NullMarked
package dev.symkit.format.portable;

import org.jspecify.annotations.NullMarked;
