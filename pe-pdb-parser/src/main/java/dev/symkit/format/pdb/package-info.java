// SPDX-License-Identifier: Apache-2.0
/**
 * What belongs to a PDB as a whole: the info stream (identity, named streams, features), the string table, and the named streams with
 * sources, source server text, Source Link and link commands.
 */
@NullMarked
package dev.symkit.format.pdb;

import org.jspecify.annotations.NullMarked;
