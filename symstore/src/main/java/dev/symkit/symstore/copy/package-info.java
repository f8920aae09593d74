// SPDX-License-Identifier: Apache-2.0
/** Copies of whole stores, between storages of all kinds. */
@NullMarked
package dev.symkit.symstore.copy;

import org.jspecify.annotations.NullMarked;
