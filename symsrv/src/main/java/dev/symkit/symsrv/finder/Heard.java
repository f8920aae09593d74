// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.symsrv.spi.ForwardingListener;
import dev.symkit.symsrv.spi.LookupListener;

/** Notes whether a file was said to be all right. */
final class Heard extends ForwardingListener {
    static final String OK = " - OK";

    private volatile boolean saidOk;

    Heard(LookupListener to) {
        super(to);
    }

    /** Whether that was said. */
    boolean saidOk() {
        return saidOk;
    }

    @Override
    public void trace(String line) {
        if (line.endsWith(OK)) {
            saidOk = true;
        }
        super.trace(line);
    }
}
