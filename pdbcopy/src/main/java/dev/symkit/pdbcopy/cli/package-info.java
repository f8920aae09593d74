// SPDX-License-Identifier: Apache-2.0
/** The {@code pdbcopy} command. */
@NullMarked
package dev.symkit.pdbcopy.cli;

import org.jspecify.annotations.NullMarked;
