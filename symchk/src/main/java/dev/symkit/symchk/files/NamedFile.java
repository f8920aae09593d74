// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.files;

import java.nio.file.Path;

/**
 * A file to be looked at.
 *
 * @param path where it is
 * @param named whether the user named it itself; otherwise a directory or a mask led to it
 */
public record NamedFile(Path path, boolean named) {}
