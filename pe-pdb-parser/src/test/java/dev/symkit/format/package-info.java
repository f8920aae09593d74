// SPDX-License-Identifier: Apache-2.0
/** Tests of all readers together. */
@NullMarked
package dev.symkit.format;

import org.jspecify.annotations.NullMarked;
