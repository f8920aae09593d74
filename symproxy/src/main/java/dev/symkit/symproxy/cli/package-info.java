// SPDX-License-Identifier: Apache-2.0
/** The command line of symproxy (symproxy.md 7). */
@NullMarked
package dev.symkit.symproxy.cli;

import org.jspecify.annotations.NullMarked;
