// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

/**
 * How a store is opened.
 *
 * @param sync whether {@link StoreStorage#sync} forces data to the device; without it a store is safe against a killed
 *     process but not against a loss of power
 */
public record StorageOptions(boolean sync) {

    /** Forces data to the device. */
    public static final StorageOptions DEFAULT = new StorageOptions(true);
}
