// SPDX-License-Identifier: Apache-2.0
/** ConvertStore: moves the entries of a store between the one-tier and the two-tier layout (symbol-store-format 9). */
@NullMarked
package dev.symkit.symstore.convert;

import org.jspecify.annotations.NullMarked;
