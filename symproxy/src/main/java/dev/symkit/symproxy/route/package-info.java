// SPDX-License-Identifier: Apache-2.0
/**
 * What the target of a request asks for. Nothing a client sends gets further than this package unless it is a valid key, a known directory
 * or one of a few fixed names.
 */
@NullMarked
package dev.symkit.symproxy.route;

import org.jspecify.annotations.NullMarked;
