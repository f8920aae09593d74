// SPDX-License-Identifier: Apache-2.0
/**
 * The symbol-server client: given a symbol path and the key of a file, the file arrives in the right caches, checked, or the caller learns
 * why not (symsrv.md). {@link dev.symkit.symsrv.SymSrvClient} is the way in.
 */
@NullMarked
package dev.symkit.symsrv;

import org.jspecify.annotations.NullMarked;
