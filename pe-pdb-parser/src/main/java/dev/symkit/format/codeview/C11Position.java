// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.Name;

/**
 * Where code comes from, according to old line numbers.
 *
 * @param file name of the source file
 * @param section section of the code, 1-based
 * @param offset bytes from the start of the section to the row's code, unsigned 32-bit
 * @param line line, 16-bit
 */
public record C11Position(Name file, int section, long offset, int line) {}
