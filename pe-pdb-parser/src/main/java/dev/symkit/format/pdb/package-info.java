// SPDX-License-Identifier: Apache-2.0
/** The PDB info stream (stream 1): version, signature, age and GUID. */
@NullMarked
package dev.symkit.format.pdb;

import org.jspecify.annotations.NullMarked;
