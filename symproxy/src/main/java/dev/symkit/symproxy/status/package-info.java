// SPDX-License-Identifier: Apache-2.0
/**
 * What a browser is shown: the status page (symproxy.md 16.3), as HTML and JSON, listings of directories, and the memory of the last hours that the
 * page tells of. Pages need no script and nothing from elsewhere; all text of others is escaped.
 */
@NullMarked
package dev.symkit.symproxy.status;

import org.jspecify.annotations.NullMarked;
