// SPDX-License-Identifier: Apache-2.0
/** The type streams of a PDB, TPI and IPI: records by index and by name, sizes, layouts and names of types. */
@NullMarked
package dev.symkit.format.tpi;

import org.jspecify.annotations.NullMarked;
