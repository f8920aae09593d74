// SPDX-License-Identifier: Apache-2.0
/** The {@code undname} command. */
@NullMarked
package dev.symkit.undname.cli;

import org.jspecify.annotations.NullMarked;
