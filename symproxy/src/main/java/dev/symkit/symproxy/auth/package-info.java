// SPDX-License-Identifier: Apache-2.0
/** Who may do what: tokens, users, certificates, the addresses of clients and how often they ask (symproxy.md 13). */
@NullMarked
package dev.symkit.symproxy.auth;

import org.jspecify.annotations.NullMarked;
