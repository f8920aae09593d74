// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.path.ParseMode;
import dev.symkit.path.SymbolPath;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A directory with stores, a server, a clock that stands, and a client that looks into them. */
public final class ClientScene {
    /** The URL of the HTTP store. */
    public static final String URL = "https://h/s";

    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");

    /** The key of {@link #pdb}. */
    public static final SymbolKey KEY = new SymbolKey("a.pdb", "0F7FCF88442F4B0E9FB51DC4A754D9DE1");

    /** Where the default store is in the scene. */
    public static final String DEFAULT = "default";

    private final Path root;
    private final FakeServer server = new FakeServer();
    private final List<String> trace = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private UnaryOperator<SymSrvClientBuilder> more = UnaryOperator.identity();
    private LookupOptions options = LookupOptions.DEFAULT;

    /** A scene in an empty directory. */
    public ClientScene(Path root) {
        this.root = root;
    }

    /** A small PDB with the identity of {@link #KEY}. */
    public static byte[] pdb() {
        return pdb(GUID);
    }

    /** A small PDB of a GUID and age 1. */
    public static byte[] pdb(UUID guid) {
        return new PdbBuilder().guid(guid).build();
    }

    /** The key of a PDB of a GUID and age 1. */
    public static SymbolKey key(String name, UUID guid) {
        return new SymbolKey(name, guid.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT) + "1");
    }

    /** A cabinet that holds one file. */
    public static byte[] cab(String name, byte[] content) {
        return new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file(name, 0, content.length)
                .build();
    }

    /** The server. */
    public FakeServer server() {
        return server;
    }

    /** The lines of the trace so far. */
    public List<String> trace() {
        return trace;
    }

    /** Sets options for all look-ups. */
    public ClientScene options(UnaryOperator<LookupOptions.Builder> change) {
        options = change.apply(options.toBuilder()).build();
        return this;
    }

    /** Sets more of the client. */
    public ClientScene with(UnaryOperator<SymSrvClientBuilder> change) {
        UnaryOperator<SymSrvClientBuilder> before = more;
        more = builder -> change.apply(before.apply(builder));
        return this;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** The time. */
    public Instant now() {
        return now;
    }

    /** Stops all look-ups. */
    public void cancel() {
        cancelled = true;
    }

    /** A file or directory of the scene. */
    public Path at(String path) {
        return root.resolve(path);
    }

    /** Writes a file. */
    public Path put(String path, byte[] content) {
        try {
            Path file = at(path);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text. */
    public Path put(String path, String content) {
        return put(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The place of {@link #KEY} in a store. */
    public static String place(String store, String leaf) {
        return store + "/" + KEY.name() + "/" + KEY.index() + "/" + leaf;
    }

    /** All files of the scene that are there now, as paths with slashes. */
    public List<String> files() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client for a path; directories are relative to the scene. */
    public SymSrvClient client(String path) {
        try {
            SymSrvClientBuilder builder = SymSrvClient.builder()
                    .path(SymbolPath.parse(path, ParseMode.STRICT))
                    .fetcher(server)
                    .workingDirectory(root)
                    .defaultStore(at(DEFAULT))
                    .temporary(at("tmp"))
                    .clock(clock())
                    .options(options)
                    .listener(listener());
            return more.apply(builder).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One look-up with a new client. */
    public LookupResult find(String path) {
        return find(path, LookupRequest.of(KEY));
    }

    /** One look-up with a new client. */
    public LookupResult find(String path, LookupRequest request) {
        try (SymSrvClient client = client(path)) {
            return client.find(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who listens. */
    public LookupListener listener() {
        return new LookupListener() {
            @Override
            public void trace(String line) {
                trace.add(line);
            }

            @Override
            public boolean cancelled() {
                return cancelled;
            }
        };
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
