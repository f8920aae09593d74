// SPDX-License-Identifier: Apache-2.0
/** Finds the symbols and the image of a module in the order of the debuggers: symbol path, image directory, recorded path (symsrv.md 6). */
@NullMarked
package dev.symkit.symsrv.finder;

import org.jspecify.annotations.NullMarked;
