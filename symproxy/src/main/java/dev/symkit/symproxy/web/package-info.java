// SPDX-License-Identifier: Apache-2.0
/**
 * Requests and responses as values, and what HTTP says of files: ranges, conditions, dates. Knows no server; an {@link Engine} runs the
 * handlers.
 */
@NullMarked
package dev.symkit.symproxy.web;

import org.jspecify.annotations.NullMarked;
