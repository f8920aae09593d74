// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;

/** Finds the storage behind the text a user gave for a store. */
public final class StoreStorages {
    private StoreStorages() {}

    /**
     * Opens a store: by an installed provider if one handles the text, else as a directory.
     *
     * @param store the text, for example a directory, {@code \\server\share} or {@code s3://bucket/prefix}
     * @param workingDirectory what a relative directory is relative to
     * @throws StoreException {@code NO_PLUGIN} if the text needs a provider that is not installed, {@code NOT_A_STORE} if
     *     it is no path
     */
    public static StoreStorage open(String store, Path workingDirectory, StorageOptions options) throws IOException {
        if (needsProvider(store, workingDirectory)) {
            for (StoreStorageProvider provider : ServiceLoader.load(StoreStorageProvider.class)) {
                if (provider.handles(store)) {
                    return provider.open(store, options);
                }
            }
            throw new StoreException(StoreException.Reason.NO_PLUGIN, "no storage plug-in for '" + store + "'.");
        }
        try {
            return local(workingDirectory.resolve(store), options);
        } catch (InvalidPathException e) {
            throw new StoreException(
                    StoreException.Reason.NOT_A_STORE, "'" + store + "' is not a path: " + e.getReason(), e);
        }
    }

    /** The store in a directory of any {@link java.nio.file.FileSystem}. */
    public static StoreStorage local(Path root, StorageOptions options) throws IOException {
        return new LocalStorage(root, options);
    }

    /** What a store is named wherever one stands: the absolute path of a directory, or the text itself if a provider opens it. */
    public static String absolute(String store, Path workingDirectory) {
        return needsProvider(store, workingDirectory)
                ? store
                : workingDirectory.resolve(store).normalize().toString();
    }

    private static boolean needsProvider(String store, Path workingDirectory) {
        boolean windows = workingDirectory.getFileSystem().getSeparator().equals("\\");
        String lower = store.toLowerCase(Locale.ROOT);
        return lower.matches("[a-z][a-z0-9+.-]+://.*") || (!windows && store.startsWith("\\\\"));
    }
}
