// SPDX-License-Identifier: Apache-2.0
/** Where symbols are looked for: the elements of a symbol path as SymChk reads it. */
@NullMarked
package dev.symkit.symchk.search;

import org.jspecify.annotations.NullMarked;
