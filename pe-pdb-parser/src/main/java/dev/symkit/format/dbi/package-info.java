// SPDX-License-Identifier: Apache-2.0
/** The DBI stream (stream 3): its header and the module list. */
@NullMarked
package dev.symkit.format.dbi;

import org.jspecify.annotations.NullMarked;
