// SPDX-License-Identifier: Apache-2.0
/** The store engine: every change of a managed store is one planned transaction that is finished by its writer or by the next one (symbol-store-format 8). */
@NullMarked
package dev.symkit.store.tx;

import org.jspecify.annotations.NullMarked;
