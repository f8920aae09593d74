// SPDX-License-Identifier: Apache-2.0
/** Fetches single files from HTTP(S) stores: redirects, retries, resumed and parallel transfers, proxies, TLS (symsrv.md 8, 10). */
@NullMarked
package dev.symkit.symsrv.http;

import org.jspecify.annotations.NullMarked;
