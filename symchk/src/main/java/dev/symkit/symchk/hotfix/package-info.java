// SPDX-License-Identifier: Apache-2.0
/** The program files in hotfix packages. */
@NullMarked
package dev.symkit.symchk.hotfix;

import org.jspecify.annotations.NullMarked;
