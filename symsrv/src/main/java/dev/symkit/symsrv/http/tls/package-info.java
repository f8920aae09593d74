// SPDX-License-Identifier: Apache-2.0
/** Whom the client trusts and what it shows of itself: certificates in PEM and PKCS#12 (symsrv.md 10.5). */
@NullMarked
package dev.symkit.symsrv.http.tls;

import org.jspecify.annotations.NullMarked;
