// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Adds made-up files to a store. */
public record TestEngine(StoreStorage storage) {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    /** A lock request that waits. */
    public static LockRequest patient() {
        return new LockRequest(Duration.ofMinutes(10), "test run", () -> false, holder -> {});
    }

    /** A source with that content. */
    private record Source(String recordedPath, String content) implements SourceFile {
        @Override
        public long size() {
            return content.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public Instant modified() {
            return NOW;
        }

        @Override
        public ByteSource open() {
            return ByteSource.of(recordedPath, content.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The engine, on one thread. */
    public StoreEngine engine() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        EngineOptions options = new EngineOptions(clock, 1, Duration.ofMinutes(10), () -> false);
        return new StoreEngine(storage, options, EngineListener.NONE);
    }

    /** Adds files; the key of each is its name and index {@code 1}, the content its name and the product. */
    public AddResult add(String product, String... names) throws IOException {
        List<AddEntry> entries = new ArrayList<>();
        for (String name : names) {
            entries.add(new AddEntry(
                    new SymbolKey(name, "1"),
                    SymbolClass.PRI,
                    new Source("/src/" + product + "/" + name, content(product, name)),
                    false));
        }
        return engine().add(new AddRequest(product, "", "", AddOptions.PLAIN, entries));
    }

    /** What {@link #add} stores. */
    public static String content(String product, String name) {
        return name + " of " + product;
    }
}
