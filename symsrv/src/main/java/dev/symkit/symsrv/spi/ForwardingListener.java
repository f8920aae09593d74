// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import java.nio.file.Path;

/** Passes everything on to another listener, but for what a subclass does itself. Thread-safe if the other is. */
public abstract class ForwardingListener implements LookupListener {
    private final LookupListener to;

    /** A listener that stands in front of another. */
    protected ForwardingListener(LookupListener to) {
        this.to = to;
    }

    @Override
    public void trace(String line) {
        to.trace(line);
    }

    @Override
    public void size(long bytes) {
        to.size(bytes);
    }

    @Override
    public void writing(Path temporary) {
        to.writing(temporary);
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
