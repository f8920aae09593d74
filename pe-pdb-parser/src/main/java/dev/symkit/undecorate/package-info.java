// SPDX-License-Identifier: Apache-2.0
/**
 * Decorated C++ names of Microsoft's compilers: what they mean, and their text as Microsoft's undecorator or LLVM's prints it.
 *
 * <p>Sources of the grammar: LLVM's Microsoft demangler, Ghidra's and Wine's descriptions of Microsoft's undecorator, and public
 * pairs of names and answers.
 */
@NullMarked
package dev.symkit.undecorate;

import org.jspecify.annotations.NullMarked;
