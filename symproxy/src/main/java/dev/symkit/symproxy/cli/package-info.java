// SPDX-License-Identifier: Apache-2.0
/** The {@code symproxy} command. */
@NullMarked
package dev.symkit.symproxy.cli;

import org.jspecify.annotations.NullMarked;
