// SPDX-License-Identifier: Apache-2.0
/** The web server behind {@link dev.symkit.symproxy.web.Engine}: Eclipse Jetty. */
@NullMarked
package dev.symkit.symproxy.jetty;

import org.jspecify.annotations.NullMarked;
