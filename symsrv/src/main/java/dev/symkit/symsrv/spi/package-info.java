// SPDX-License-Identifier: Apache-2.0
/** What a symbol server is to the rest of the toolkit: keys in, results out. Providers implement it (symsrv.md 16). */
@NullMarked
package dev.symkit.symsrv.spi;

import org.jspecify.annotations.NullMarked;
