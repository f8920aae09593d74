// SPDX-License-Identifier: Apache-2.0
/** Answers for decorated names, one by one and for long lists. */
@NullMarked
package dev.symkit.undname;

import org.jspecify.annotations.NullMarked;
