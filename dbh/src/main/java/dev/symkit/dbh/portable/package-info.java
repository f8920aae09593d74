// SPDX-License-Identifier: Apache-2.0
/** What portable PDBs and the managed images that they belong to say of methods. */
@NullMarked
package dev.symkit.dbh.portable;

import org.jspecify.annotations.NullMarked;
