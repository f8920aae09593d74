// SPDX-License-Identifier: Apache-2.0
/** Turns {@code symsrv.ini} and the properties {@code symsrv.*} into the settings of the client (symsrv.md 8.4, 10, 11.2). */
@NullMarked
package dev.symkit.symsrv.config;

import org.jspecify.annotations.NullMarked;
