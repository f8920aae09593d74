// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Standard input that tells whether somebody waits for it: such a run has nothing to clean up and will not look at its
 * {@link Cancellation} either. Only one thread reads.
 */
final class StandardInput extends FilterInputStream {
    private volatile boolean waiting;

    StandardInput(InputStream in) {
        super(in);
    }

    static StandardInput ofProcess() {
        return new StandardInput(new FileInputStream(FileDescriptor.in));
    }

    boolean isWaiting() {
        return waiting;
    }

    @Override
    public int read() throws IOException {
        waiting = true;
        try {
            return super.read();
        } finally {
            waiting = false;
        }
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        waiting = true;
        try {
            return super.read(into, at, length);
        } finally {
            waiting = false;
        }
    }
}
