// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

/** What became of one {@link StoreStorage#publish}. */
public enum Outcome {
    /** The staged file is now at its path. */
    PUBLISHED,
    /** The handle was used before, or the condition did not hold: nothing was changed. */
    GONE,
    /** A reader holds the target open and the platform refuses to replace it: try again. */
    IN_USE
}
