// SPDX-License-Identifier: Apache-2.0
/** The modules of running processes. */
@NullMarked
package dev.symkit.symchk.process;

import org.jspecify.annotations.NullMarked;
