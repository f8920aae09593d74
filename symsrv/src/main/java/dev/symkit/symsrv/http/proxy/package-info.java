// SPDX-License-Identifier: Apache-2.0
/** Which proxy a request goes through (symsrv.md 10.4). */
@NullMarked
package dev.symkit.symsrv.http.proxy;

import org.jspecify.annotations.NullMarked;
