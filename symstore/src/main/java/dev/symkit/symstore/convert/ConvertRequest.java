// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.symstore.StoreTarget;
import java.util.OptionalInt;

/**
 * One conversion.
 *
 * @param target the store
 * @param tier 1 or 2; empty for what an unfinished conversion was about, else 2
 * @param listOnly whether the renames are only told, not made
 * @param createAdmin whether a missing 000Admin is made
 */
public record ConvertRequest(StoreTarget target, OptionalInt tier, boolean listOnly, boolean createAdmin) {}
