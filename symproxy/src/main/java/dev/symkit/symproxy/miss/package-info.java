// SPDX-License-Identifier: Apache-2.0
/** What is remembered of files that are nowhere: most requests to a symbol server are for such. */
@NullMarked
package dev.symkit.symproxy.miss;

import org.jspecify.annotations.NullMarked;
