// SPDX-License-Identifier: Apache-2.0
/** What a decorated name says, as an immutable tree. The records hold what is in the name; how it looks is left to the printers. */
@NullMarked
package dev.symkit.undecorate.tree;

import org.jspecify.annotations.NullMarked;
