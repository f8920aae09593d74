// SPDX-License-Identifier: Apache-2.0
/** Decides whether the symbols of one image are there and match. */
@NullMarked
package dev.symkit.symchk.check;

import org.jspecify.annotations.NullMarked;
