// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

/** Told what a conversion is doing, by one thread. */
public interface ConvertListener {
    /** Another writer has the lock; told once, with the text of its holder. */
    default void waiting(String holder) {}

    /** So many entries are to be moved. */
    default void planned(int entries) {}

    /** An entry was moved, or would be. */
    default void moved(Rename rename) {}

    /** One entry less is to be moved, whatever became of it. */
    default void done() {}
}
