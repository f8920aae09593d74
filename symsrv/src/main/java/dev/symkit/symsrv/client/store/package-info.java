// SPDX-License-Identifier: Apache-2.0
/**
 * The stores that a client asks: directories, shares, HTTP servers; where each keeps a key, how its files are offered to the search, and
 * the way for copies into it (symsrv.md 2.2, 4, 7.2).
 */
@NullMarked
package dev.symkit.symsrv.client.store;

import org.jspecify.annotations.NullMarked;
