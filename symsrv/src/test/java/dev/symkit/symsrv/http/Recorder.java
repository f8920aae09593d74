// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.LookupListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a listener hears. */
final class Recorder implements LookupListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final List<Long> sizes = new CopyOnWriteArrayList<>();
    private volatile long done;
    private volatile boolean cancelled;
    private volatile long cancelAt = Long.MAX_VALUE;

    @Override
    public void trace(String line) {
        lines.add(line);
    }

    @Override
    public void size(long bytes) {
        sizes.add(bytes);
    }

    @Override
    public void progress(long bytes, long total) {
        done = bytes;
        if (bytes >= cancelAt) {
            cancelled = true;
        }
    }

    @Override
    public void httpStatus(int status) {
        statuses.add(status);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    void cancelAfter(long bytes) {
        cancelAt = bytes;
    }

    void cancel() {
        cancelled = true;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    List<Long> sizes() {
        return List.copyOf(sizes);
    }

    long done() {
        return done;
    }
}
