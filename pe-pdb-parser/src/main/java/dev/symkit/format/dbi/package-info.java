// SPDX-License-Identifier: Apache-2.0
/**
 * The DBI stream (stream 3): modules, section contributions, section map, source files, and the debug streams that it names (section
 * headers, frame data, OMAP, fixups).
 */
@NullMarked
package dev.symkit.format.dbi;

import org.jspecify.annotations.NullMarked;
