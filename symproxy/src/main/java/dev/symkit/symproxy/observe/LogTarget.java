// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** Where a log goes. Used by one thread. */
interface LogTarget extends Closeable {
    /** Writes a line that belongs to a time. */
    void write(byte[] line, Instant when) throws IOException;

    /** Makes what was written readable by others. */
    void flush() throws IOException;

    /** Lets go; what was written can be read. */
    @Override
    void close() throws IOException;

    /** A stream that somebody else closes. */
    static LogTarget to(OutputStream out) {
        return new LogTarget() {
            @Override
            public void write(byte[] line, Instant when) throws IOException {
                out.write(line);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
