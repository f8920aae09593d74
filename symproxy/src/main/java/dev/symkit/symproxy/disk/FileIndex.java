// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.SymbolKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Which files a directory has. Keys are canonical, names of files in lower case. Thread-safe. */
public interface FileIndex {
    /**
     * A file that is known.
     *
     * @param leaf its name, in lower case
     * @param path relative to the root, with slashes
     */
    record Known(String leaf, String path, long size, long modified, long digest) {}

    /** What is known of a key's file of a name. */
    Optional<Known> find(SymbolKey key, String leaf);

    /** All files of a key. */
    List<Known> files(SymbolKey key);

    /** Notes a file, in the place of another of its key and name. False if the index is full: then it knows the file for a while only. */
    boolean put(SymbolKey key, Known file);

    /** Forgets a file. */
    void remove(SymbolKey key, String leaf);

    /** Notes the digest of a file, if it is still the one of that size and time. */
    void digest(SymbolKey key, Known file, long digest);

    /** Notes that a key is used now. */
    void used(SymbolKey key, long epochSecond);

    /** When a key was last used, seconds since 1970; 0 if never as far as is known. */
    long lastUse(SymbolKey key);

    /** Visits all keys with their files. */
    void forEach(BiConsumer<SymbolKey, List<Known>> visitor);

    /** A key with an index string. Looks through all keys. */
    default Optional<SymbolKey> named(String index) {
        AtomicReference<SymbolKey> found = new AtomicReference<>();
        forEach((key, files) -> {
            if (key.index().equals(index)) {
                found.set(key);
            }
        });
        return Optional.ofNullable(found.get());
    }

    /** How many files are known. */
    long files();

    /** Their bytes. */
    long bytes();
}
