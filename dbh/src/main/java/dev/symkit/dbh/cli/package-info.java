// SPDX-License-Identifier: Apache-2.0
/** The {@code dbh} command: options, prompt, terminal. */
@NullMarked
package dev.symkit.dbh.cli;

import org.jspecify.annotations.NullMarked;
