// SPDX-License-Identifier: Apache-2.0
/** The {@code symstore} command: switch tables, cross-option rules, printing. The work is done by {@code dev.symkit.symstore}. */
@NullMarked
package dev.symkit.symstore.cli;

import org.jspecify.annotations.NullMarked;
