// SPDX-License-Identifier: Apache-2.0
/** Where source servers have the sources of a module: Source Link and source indexing. */
@NullMarked
package dev.symkit.dbh.source;

import org.jspecify.annotations.NullMarked;
