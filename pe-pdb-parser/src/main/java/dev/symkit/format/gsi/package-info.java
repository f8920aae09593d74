// SPDX-License-Identifier: Apache-2.0
/** The symbol record stream of a PDB and the two streams that index it: globals by name (GSI), publics by name and address (PSI). */
@NullMarked
package dev.symkit.format.gsi;

import org.jspecify.annotations.NullMarked;
