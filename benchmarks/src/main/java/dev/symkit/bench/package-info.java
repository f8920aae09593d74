// SPDX-License-Identifier: Apache-2.0
/** Programs that the comparison script times beside the tools. Never shipped. */
@NullMarked
package dev.symkit.bench;

import org.jspecify.annotations.NullMarked;
