// SPDX-License-Identifier: Apache-2.0
/** The operations of SymStore as plain Java: a request goes in, a result comes out. The command line is in {@code cli}. */
@NullMarked
package dev.symkit.symstore;

import org.jspecify.annotations.NullMarked;
