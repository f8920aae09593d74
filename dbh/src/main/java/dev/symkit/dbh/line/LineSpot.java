// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

/**
 * Where the code of a line begins. Immutable.
 *
 * @param object number of the object file, from 0
 * @param file path of the source, as the compiler recorded it
 * @param line number of the line
 * @param rva the first byte of code
 */
public record LineSpot(int object, String file, long line, long rva) {}
