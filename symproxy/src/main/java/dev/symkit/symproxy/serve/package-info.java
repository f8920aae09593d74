// SPDX-License-Identifier: Apache-2.0
/** What clients get: files, or why there are none (symproxy.md 8.1 to 8.6, 10). */
@NullMarked
package dev.symkit.symproxy.serve;

import org.jspecify.annotations.NullMarked;
