// SPDX-License-Identifier: Apache-2.0
/** The {@code symchk} command. */
@NullMarked
package dev.symkit.symchk.cli;

import org.jspecify.annotations.NullMarked;
