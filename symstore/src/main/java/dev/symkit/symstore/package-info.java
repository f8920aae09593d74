// SPDX-License-Identifier: Apache-2.0
/** SymStore as a library: adding files to a symbol store, asking for them, deleting a transaction, verifying the store. */
@NullMarked
package dev.symkit.symstore;

import org.jspecify.annotations.NullMarked;
