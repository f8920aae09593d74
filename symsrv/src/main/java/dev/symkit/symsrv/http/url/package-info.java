// SPDX-License-Identifier: Apache-2.0
/** URLs of stores: their parts, what is secret in them, and how paths below them are written (symsrv.md 8.1). */
@NullMarked
package dev.symkit.symsrv.http.url;

import org.jspecify.annotations.NullMarked;
