// SPDX-License-Identifier: Apache-2.0
/**
 * SymStore as a library: which store its operations work on, whom they tell of it, and how they fail. The operations are in the
 * packages {@code files}, {@code transactions}, {@code verify}, {@code merge}, {@code copy} and {@code convert}.
 */
@NullMarked
package dev.symkit.symstore;

import org.jspecify.annotations.NullMarked;
