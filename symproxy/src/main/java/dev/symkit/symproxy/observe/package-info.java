// SPDX-License-Identifier: Apache-2.0
/** What the server tells of itself (symproxy.md 16): metrics, the access log and the log of events. Nothing here ever holds up a request. */
@NullMarked
package dev.symkit.symproxy.observe;

import org.jspecify.annotations.NullMarked;
