// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.miss.MissTable;
import dev.symkit.symproxy.observe.Event;
import dev.symkit.symproxy.serve.Putting;
import dev.symkit.symproxy.upload.UploadListener;
import dev.symkit.symproxy.upload.UploadRules;
import dev.symkit.symproxy.upload.Uploads;
import java.io.Closeable;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes what takes uploads, and tells the rest of the server of them. Thread-safe. */
final class UploadSetup implements UploadListener, Closeable {
    private static final int MOST_AT_ONCE = 64;
    private static final long IDLE_SECONDS = 30;

    private final Watch watch;
    private final MissTable misses;
    private final Runnable forgetHot;
    private final Clock clock;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "upload");
                thread.setDaemon(true);
                return thread;
            });
    private volatile Map<String, Uploads> all = Map.of();

    /** @param forgetHot forgets the files in memory */
    UploadSetup(Watch watch, MissTable misses, Runnable forgetHot, Clock clock) {
        this.watch = watch;
        this.misses = misses;
        this.forgetHot = forgetHot;
        this.clock = clock;
    }

    /** What takes uploads under a configuration, by the names of the directories. */
    Map<String, Putting> open(Configuration configuration, List<ServedDirectory> served) {
        Map<String, Uploads> opened = new HashMap<>();
        for (ServedDirectory one : served) {
            if (one.section().get(DirectoryKeys.UPLOADS)) {
                UploadRules rules = UploadRules.of(one.section(), configuration);
                opened.put(
                        one.section().argument(), new Uploads(one.directory(), one.uploadTarget(), rules, this, clock));
            }
        }
        all = Map.copyOf(opened);
        return Map.copyOf(opened);
    }

    /** Deletes what was not gone on with. */
    void sweep() {
        all.values().forEach(Uploads::sweep);
    }

    /** What uploads run on; refuses when there are too many. */
    Executor threads() {
        return threads;
    }

    @Override
    public void changed(String directory, SymbolKey key) {
        misses.changed(key);
        forgetHot.run();
    }

    @Override
    public void deleted(String directory) {
        forgetHot.run();
    }

    @Override
    public void ended(String directory, Outcome outcome, long bytes, String what) {
        watch.metrics().uploaded(directory, outcome.name().toLowerCase(Locale.ROOT), bytes);
        Event event = outcome == Outcome.FAILED ? Event.ERROR : Event.INFORMATION;
        watch.events().log(event, "upload to /" + directory, ": " + what);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
