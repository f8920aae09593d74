// SPDX-License-Identifier: Apache-2.0
/** How files come from upstream: one search for each key at a time, whose bytes all who ask get while they arrive (symproxy.md 10). */
@NullMarked
package dev.symkit.symproxy.fill;

import org.jspecify.annotations.NullMarked;
