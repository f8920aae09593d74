// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.symsrv.spi.LookupListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps the trace of a search until it is told. Thread-safe. */
public final class CollectedTrace implements LookupListener {
    private final List<String> lines = new ArrayList<>();
    private final BooleanSupplier stop;

    /** Nothing was told yet. */
    public CollectedTrace(BooleanSupplier stop) {
        this.stop = stop;
    }

    @Override
    public void trace(String line) {
        synchronized (lines) {
            lines.add(line);
        }
    }

    @Override
    public boolean cancelled() {
        return stop.getAsBoolean();
    }

    /** What was told, in order. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
