// SPDX-License-Identifier: Apache-2.0
/** Doing the same with many items on a bounded number of threads. */
@NullMarked
package dev.symkit.parallel;

import org.jspecify.annotations.NullMarked;
