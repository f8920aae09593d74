// SPDX-License-Identifier: Apache-2.0
/** Where credentials for a store come from: its settings, its URL, provider processes, netrc, the user (symsrv.md 10.1 to 10.3). */
@NullMarked
package dev.symkit.symsrv.auth;

import org.jspecify.annotations.NullMarked;
