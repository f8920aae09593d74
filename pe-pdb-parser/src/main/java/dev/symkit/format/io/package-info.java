// SPDX-License-Identifier: Apache-2.0
/** Random access to the bytes of one file, decoding of little-endian fields, and the one exception for malformed input. */
@NullMarked
package dev.symkit.format.io;

import org.jspecify.annotations.NullMarked;
