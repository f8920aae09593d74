// SPDX-License-Identifier: Apache-2.0
/** Compressed copies of large files, made in the background for clients that take them (symproxy.md 8.4). */
@NullMarked
package dev.symkit.symproxy.encode;

import org.jspecify.annotations.NullMarked;
