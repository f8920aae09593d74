// SPDX-License-Identifier: Apache-2.0
/** The compressed container MSFZ: the streams of an MSF file in Zstandard or deflate chunks, read at any offset. */
@NullMarked
package dev.symkit.format.msfz;

import org.jspecify.annotations.NullMarked;
