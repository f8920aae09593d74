// SPDX-License-Identifier: Apache-2.0
/** What image, PDB and DBG files say about themselves as far as a check of symbols needs it. */
@NullMarked
package dev.symkit.symchk.facts;

import org.jspecify.annotations.NullMarked;
