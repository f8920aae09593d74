// SPDX-License-Identifier: Apache-2.0
/** Listing the transactions of a store, and deleting them. */
@NullMarked
package dev.symkit.symstore.transactions;

import org.jspecify.annotations.NullMarked;
