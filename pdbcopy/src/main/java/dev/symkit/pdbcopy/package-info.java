// SPDX-License-Identifier: Apache-2.0
/** Copies program databases: as they are, with a new identity, or without private symbols. */
@NullMarked
package dev.symkit.pdbcopy;

import org.jspecify.annotations.NullMarked;
