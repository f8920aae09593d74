// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.storage.PresignedUrls;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorageProvider;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens buckets of tests, which are directories of this machine, by {@code s3://<name>/<prefix>}. Others it does not know. */
public final class DiskBuckets implements StoreStorageProvider {
    private static final Map<String, Made> ALL = new ConcurrentHashMap<>();

    /** A bucket of a test. Thread-safe. */
    public static final class Made {
        private final String name = "test-" + UUID.randomUUID();
        private final Path root;
        private final List<String> opened = new CopyOnWriteArrayList<>();
        private volatile String broken = "";
        private volatile boolean hiding;
        private volatile boolean anonymous;

        private Made(Path root) {
            this.root = root;
        }

        /** {@code s3://...} with a prefix. */
        public String url(String prefix) {
            return "s3://" + name + "/" + prefix;
        }

        /** Where an object is. */
        public Path path(String key) {
            return root.resolve(key);
        }

        /** What a signed URL looks like; nobody serves it. */
        public static URI signed(String key) {
            return URI.create("http://127.0.0.1:9/" + key + "?signature=secret");
        }

        /** What was opened so far, in order; whether it was there or not. */
        public List<String> opened() {
            return List.copyOf(opened);
        }

        /** From now on nothing is signed, as where there are no credentials. */
        public void signsNothing() {
            anonymous = true;
        }

        /** From now on what is not there may not be read, as where the right to list is missing. */
        public void hides() {
            hiding = true;
        }

        /** From now on operations fail whose names begin so; empty for none, {@code .} for all. */
        public void breaks(String start) {
            broken = start;
        }

        private StoreStorage open(String prefix, StorageOptions options) throws IOException {
            StoreStorage storage = StoreStorages.local(root.resolve(prefix), options);
            return (StoreStorage) Proxy.newProxyInstance(
                    DiskBuckets.class.getClassLoader(),
                    new Class<?>[] {StoreStorage.class, PresignedUrls.class},
                    (self, method, given) -> {
                        if (method.getName().equals("presign")) {
                            return anonymous ? Optional.empty() : Optional.of(signed(prefix + "/" + given[0]));
                        }
                        if (method.getName().startsWith("open")) {
                            opened.add(String.valueOf(given[0]));
                        }
                        boolean fails = broken.equals(".")
                                || (!broken.isEmpty() && method.getName().startsWith(broken));
                        if (fails && !method.getName().equals("close")) {
                            throw new IOException(url(prefix) + ": the test has it fail");
                        }
                        try {
                            return method.invoke(storage, given);
                        } catch (InvocationTargetException e) {
                            if (hiding && e.getCause() instanceof NoSuchFileException) {
                                throw new AccessDeniedException(url(prefix) + "/" + given[0]);
                            }
                            throw Optional.ofNullable(e.getCause()).orElse(e);
                        }
                    });
        }
    }

    /** A bucket over a directory. */
    public static Made over(Path root) {
        Made made = new Made(root);
        ALL.put(made.name, made);
        return made;
    }

    private static String[] parts(String store) {
        return store.startsWith("s3://") ? store.substring("s3://".length()).split("/", 2) : new String[] {"", ""};
    }

    @Override
    public boolean handles(String store) {
        return ALL.containsKey(parts(store)[0]);
    }

    @Override
    public StoreStorage open(String store, StorageOptions options) throws IOException {
        String[] parts = parts(store);
        Made made = ALL.get(parts[0]);
        if (made == null) {
            throw new IOException(store + ": no bucket of a test");
        }
        return made.open(parts.length > 1 ? parts[1] : "", options);
    }
}
