// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

/**
 * How symbols are looked for: {@code /s} with its letters (symchk.md 1.3).
 *
 * @param path the symbol path; empty if {@code /s} is absent
 * @param each letter {@code e}: every element on its own
 * @param refresh letter {@code u}: servers are asked although a downstream store has the file
 * @param deep letter {@code r}: directories with all that is below them
 */
public record SearchRequest(String path, boolean each, boolean refresh, boolean deep) {}
