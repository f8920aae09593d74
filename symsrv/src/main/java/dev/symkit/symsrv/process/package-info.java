// SPDX-License-Identifier: Apache-2.0
/** The program files that running processes have loaded, as far as the platform tells. */
@NullMarked
package dev.symkit.symsrv.process;

import org.jspecify.annotations.NullMarked;
