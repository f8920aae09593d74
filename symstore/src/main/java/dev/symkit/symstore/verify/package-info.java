// SPDX-License-Identifier: Apache-2.0
/** Checking a store, and mending what can be mended. */
@NullMarked
package dev.symkit.symstore.verify;

import org.jspecify.annotations.NullMarked;
