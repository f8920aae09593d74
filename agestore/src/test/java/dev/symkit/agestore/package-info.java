// SPDX-License-Identifier: Apache-2.0
/** Tests of aging. */
@NullMarked
package dev.symkit.agestore;

import org.jspecify.annotations.NullMarked;
