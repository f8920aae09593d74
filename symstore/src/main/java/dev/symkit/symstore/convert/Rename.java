// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

/**
 * One entry on its way to the other layout.
 *
 * @param from its directory now, relative to the store root, parts separated by {@code /}
 * @param to its directory in the other layout
 * @param merge whether there is something at {@code to} already, so that the two are merged
 */
public record Rename(String from, String to, boolean merge) {}
