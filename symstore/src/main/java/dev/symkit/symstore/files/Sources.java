// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The files an operation is about, looked at, in path order. */
public final class Sources {
    private final List<KeyedFile> files;
    private final List<String> unmatched;
    private final List<FileReport> errors;

    /**
     * Takes what was found.
     *
     * @param unmatched one message for each value that named nothing
     * @param errors reports of paths that could not be searched
     */
    Sources(List<KeyedFile> files, List<String> unmatched, List<FileReport> errors) {
        this.files = List.copyOf(files);
        this.unmatched = List.copyOf(unmatched);
        this.errors = List.copyOf(errors);
    }

    /** The files, those without a key too. */
    public List<KeyedFile> files() {
        return files;
    }

    /** One message for each value that named nothing. */
    public List<String> unmatched() {
        return unmatched;
    }

    /** Reports of paths that could not be searched. */
    public List<FileReport> errors() {
        return errors;
    }

    /** Looks at every item, several at a time, and tells the listener. */
    static <T> List<KeyedFile> read(
            StoreTarget target,
            List<T> items,
            ToLongFunction<T> size,
            Function<T, KeyedFile> reader,
            ReadingListener listener)
            throws IOException {
        listener.reading(items.size(), items.stream().mapToLong(size).sum());
        return target.parallel().map(items, item -> {
            KeyedFile file = reader.apply(item);
            listener.read(1, size.applyAsLong(item));
            return file;
        });
    }
}
