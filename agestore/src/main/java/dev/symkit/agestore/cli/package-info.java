// SPDX-License-Identifier: Apache-2.0
/** The {@code agestore} command: switches, rules between them, questions and printing. The work is done by {@code dev.symkit.agestore}. */
@NullMarked
package dev.symkit.agestore.cli;

import org.jspecify.annotations.NullMarked;
