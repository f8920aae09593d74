// SPDX-License-Identifier: Apache-2.0
/** The identity of a file and the key (name and index string) under which a symbol store keeps it. */
@NullMarked
package dev.symkit.store.key;

import org.jspecify.annotations.NullMarked;
