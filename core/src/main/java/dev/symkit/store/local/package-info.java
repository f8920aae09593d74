// SPDX-License-Identifier: Apache-2.0
/** Files of this machine as sources for a store. */
@NullMarked
package dev.symkit.store.local;

import org.jspecify.annotations.NullMarked;
