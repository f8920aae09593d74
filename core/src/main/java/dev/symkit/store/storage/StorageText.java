// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

/**
 * A small file as it was at one moment.
 *
 * @param entry what {@link StoreStorage#stat} told of it, not later than it was read
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record StorageText(StorageEntry entry, byte[] bytes) {}
