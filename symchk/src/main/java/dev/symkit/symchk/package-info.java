// SPDX-License-Identifier: Apache-2.0
/** SymChk as a library: checks whether the symbols of program files are there and match, and fetches them. */
@NullMarked
package dev.symkit.symchk;

import org.jspecify.annotations.NullMarked;
