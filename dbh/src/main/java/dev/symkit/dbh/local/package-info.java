// SPDX-License-Identifier: Apache-2.0
/** Parameters and variables of a function (dbh.md 3.3 and 5.1). */
@NullMarked
package dev.symkit.dbh.local;

import org.jspecify.annotations.NullMarked;
