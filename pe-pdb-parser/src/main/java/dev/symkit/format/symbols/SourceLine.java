// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.io.Name;

/**
 * A line of a source file.
 *
 * @param file the file as the compiler recorded it
 * @param line number of the line, from 1; 0 for code without a line
 */
public record SourceLine(Name file, long line) {}
