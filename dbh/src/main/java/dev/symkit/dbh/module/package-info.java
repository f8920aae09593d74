// SPDX-License-Identifier: Apache-2.0
/** Modules of a session: images and symbol files at an address (dbh.md 1.1). */
@NullMarked
package dev.symkit.dbh.module;

import org.jspecify.annotations.NullMarked;
