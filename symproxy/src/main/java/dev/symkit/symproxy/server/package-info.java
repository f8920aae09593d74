// SPDX-License-Identifier: Apache-2.0
/** The server as a whole: put together from a configuration, reloaded, drained, ended, and its services (symproxy.md 8.7, 15). */
@NullMarked
package dev.symkit.symproxy.server;

import org.jspecify.annotations.NullMarked;
