// SPDX-License-Identifier: Apache-2.0
/**
 * The search for a file: along the elements of a symbol path, through the stores of a chain, and back with copies into the caches
 * (symsrv.md 5, 6, 7, 9, 16).
 *
 * <p>{@code PathSearch} takes the elements one by one: {@code ChainSearch} for chains, {@code PlainSearch} for plain directories,
 * {@code ProviderSearch} for other symbol servers. A store offers what it has to a {@code Selection}, which follows pointers with the
 * help of {@code Pointers}; {@code Cascade} copies what was taken. {@code Stores} keeps one object for each store.
 */
@NullMarked
package dev.symkit.symsrv.client;

import org.jspecify.annotations.NullMarked;
