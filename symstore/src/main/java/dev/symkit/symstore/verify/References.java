// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.TransactionId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** Which transactions the references of each key name: a text for each key and a number for each reference. Thread-safe. */
final class References {
    private final Map<String, long[]> idsOf = new ConcurrentHashMap<>();

    /** Takes the references of a key directory; those of another directory of the same key are kept. */
    void add(String directory, RefsFile refs) {
        long[] ids =
                refs.references().stream().mapToLong(line -> line.id().value()).toArray();
        idsOf.merge(key(directory), sorted(ids), References::joined);
    }

    private static long[] joined(long[] some, long[] others) {
        return sorted(
                LongStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray());
    }

    private static long[] sorted(long[] ids) {
        return Arrays.stream(ids).sorted().distinct().toArray();
    }

    /** Whether a key, {@code name/index} as {@link #key} gives it, refers to a transaction. */
    boolean has(String key, TransactionId id) {
        long[] ids = idsOf.get(key);
        return ids != null && Arrays.binarySearch(ids, id.value()) >= 0;
    }

    /** Whether no key directory has references. */
    boolean isEmpty() {
        return idsOf.isEmpty();
    }

    /** The last two parts of the path of a key directory, in lower case. */
    static String key(String directory) {
        int index = directory.lastIndexOf('/');
        int name = directory.lastIndexOf('/', index - 1);
        return directory.substring(name + 1).toLowerCase(Locale.ROOT);
    }
}
