// SPDX-License-Identifier: Apache-2.0
/** The command {@code symsrv} (symsrv.md 17; ours, Microsoft has none). */
@NullMarked
package dev.symkit.symsrv.cli;

import org.jspecify.annotations.NullMarked;
