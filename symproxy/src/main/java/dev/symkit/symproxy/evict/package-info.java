// SPDX-License-Identifier: Apache-2.0
/** Makes room in caches (symproxy.md 12). */
@NullMarked
package dev.symkit.symproxy.evict;

import org.jspecify.annotations.NullMarked;
