// SPDX-License-Identifier: Apache-2.0
/** Tests of conversions. */
@NullMarked
package dev.symkit.symstore.convert;

import org.jspecify.annotations.NullMarked;
