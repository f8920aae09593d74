// SPDX-License-Identifier: Apache-2.0
/** What is on disk: the index of a directory, its files, its pointers (symproxy.md 8.5, 11). */
@NullMarked
package dev.symkit.symproxy.disk;

import org.jspecify.annotations.NullMarked;
