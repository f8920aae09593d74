// SPDX-License-Identifier: Apache-2.0
/** The modules of crash dumps. */
@NullMarked
package dev.symkit.symchk.dump;

import org.jspecify.annotations.NullMarked;
