// SPDX-License-Identifier: Apache-2.0
/**
 * What the client remembers from one look-up to the next: which keys stores do not have, which stores are out of order, what is looked up
 * right now, and the names never looked up (symsrv.md 12).
 */
@NullMarked
package dev.symkit.symsrv.client.memory;

import org.jspecify.annotations.NullMarked;
