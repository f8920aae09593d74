// SPDX-License-Identifier: Apache-2.0
/**
 * Compressed files as symbol stores hold them: cabinets (stored, MSZIP and LZX for reading, MSZIP for writing), ZIP archives, and the
 * older SZDD and KWAJ files. Everything is read through a byte source and given out as a bounded stream.
 */
@NullMarked
package dev.symkit.compress;

import org.jspecify.annotations.NullMarked;
