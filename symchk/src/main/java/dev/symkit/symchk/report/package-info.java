// SPDX-License-Identifier: Apache-2.0
/** How results are told: the lines of SymChk, the list of {@code /ol}, the tree of {@code /oc}. */
@NullMarked
package dev.symkit.symchk.report;

import org.jspecify.annotations.NullMarked;
