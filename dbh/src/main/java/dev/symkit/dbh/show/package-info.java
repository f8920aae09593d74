// SPDX-License-Identifier: Apache-2.0
/** How answers look: numbers, records and tables as text and as JSON (dbh.md 1.3 and 2). */
@NullMarked
package dev.symkit.dbh.show;

import org.jspecify.annotations.NullMarked;
