// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.process;

import java.nio.file.Path;

/**
 * A program file in the memory of a process.
 *
 * @param file the file
 * @param base the address of its first byte there
 */
public record MappedImage(Path file, long base) {}
