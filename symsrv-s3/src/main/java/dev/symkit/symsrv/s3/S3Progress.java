// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.symsrv.spi.LookupListener;
import java.util.List;

/** Tells how much of an object is there: the bytes from its start on without a gap, so that they can be read. Guarded by itself. */
final class S3Progress {
    private final List<S3Range> ranges;
    private final LookupListener listener;
    private int first;
    private long told;

    /** The progress of adjacent ranges. */
    S3Progress(List<S3Range> ranges, LookupListener listener) {
        this.ranges = List.copyOf(ranges);
        this.listener = listener;
    }

    /** Says so, if there is more than was said before. */
    synchronized void tell() {
        while (first < ranges.size() - 1 && ranges.get(first).isDone()) {
            first++;
        }
        long done = ranges.get(first).at();
        if (done > told) {
            told = done;
            listener.progress(done, ranges.get(ranges.size() - 1).end());
        }
    }
}
