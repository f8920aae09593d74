// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.symsrv.spi.LookupListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes everything on and notes whether a file was said to be all right. */
record Heard(LookupListener to, AtomicBoolean saidOk) implements LookupListener {
    static final String OK = " - OK";

    @Override
    public void trace(String line) {
        if (line.endsWith(OK)) {
            saidOk.set(true);
        }
        to.trace(line);
    }

    @Override
    public void size(long bytes) {
        to.size(bytes);
    }

    @Override
    public void progress(long done, long total) {
        to.progress(done, total);
    }

    @Override
    public void httpStatus(int status) {
        to.httpStatus(status);
    }

    @Override
    public boolean cancelled() {
        return to.cancelled();
    }
}
