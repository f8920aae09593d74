// SPDX-License-Identifier: Apache-2.0
/** What can be set for the client as a whole, for its HTTP side and for single stores (symsrv.md 8, 11). Plain values. */
@NullMarked
package dev.symkit.symsrv.settings;

import org.jspecify.annotations.NullMarked;
