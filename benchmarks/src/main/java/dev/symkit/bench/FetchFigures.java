// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.path.ParseMode;
import dev.symkit.path.SymbolPath;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.http.FetcherConfig;
import dev.symkit.symsrv.http.JdkHttpFetcher;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Figures of the symbol-server client inside one process, without its start. */
public final class FetchFigures {
    private static final int WARM_UP = 2000;
    private static final int ROUNDS = 10_000;
    private static final int SAMPLE_NANOS = 5_000_000;

    private FetchFigures() {}

    /**
     * Usage: {@code FetchFigures hit|download PATH NAME INDEX}. {@code hit} prints the median and the 99th percentile of look-ups of a
     * file that is in the cache, in microseconds; {@code download} the MB/s of one transfer and by how many MiB the heap grew meanwhile.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        SymbolKey key = SymbolKey.of(args[2], args[3]);
        Path unused = Path.of(System.getProperty("java.io.tmpdir"));
        try (SymSrvClient client = SymSrvClient.builder()
                .path(SymbolPath.parse(args[1], ParseMode.STRICT))
                .fetcher(JdkHttpFetcher.open(
                        FetcherConfig.in(Map.of()).proxy(Optional.of("none")).build()))
                .workingDirectory(Path.of("").toAbsolutePath())
                .defaultStore(unused)
                .temporary(unused)
                .build()) {
            if (args[0].equals("hit")) {
                hit(client, key);
            } else {
                download(client, key);
            }
        }
    }

    private static Path find(SymSrvClient client, SymbolKey key) throws IOException {
        if (client.find(key) instanceof LookupResult.Found found) {
            return found.path();
        }
        throw new IOException(key + " is not found");
    }

    private static void hit(SymSrvClient client, SymbolKey key) throws IOException {
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long start = System.nanoTime();
            find(client, key);
            nanos[Math.max(0, i)] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        print("%.0f %.0f", nanos[ROUNDS / 2] / 1e3, nanos[ROUNDS / 100 * 99] / 1e3);
    }

    private static void download(SymSrvClient client, SymbolKey key) throws IOException, InterruptedException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        System.gc();
        long before = memory.getHeapMemoryUsage().getUsed();
        AtomicLong most = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> {
            while (!over.get()) {
                most.accumulateAndGet(memory.getHeapMemoryUsage().getUsed(), Math::max);
                LockSupport.parkNanos(SAMPLE_NANOS);
            }
        });
        watcher.start();
        long start = System.nanoTime();
        long size = Files.size(find(client, key));
        double seconds = (System.nanoTime() - start) / 1e9;
        over.set(true);
        watcher.join();
        print("%.0f %.0f", size / seconds / 1e6, Math.max(0, most.get() - before) / (double) (1 << 20));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
