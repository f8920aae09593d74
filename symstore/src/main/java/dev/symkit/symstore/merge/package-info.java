// SPDX-License-Identifier: Apache-2.0
/** Making transactions of what another store or a tree has. */
@NullMarked
package dev.symkit.symstore.merge;

import org.jspecify.annotations.NullMarked;
