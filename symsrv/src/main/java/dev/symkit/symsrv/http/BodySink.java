// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a body. Parts may come in any order and from several threads. */
public interface BodySink {
    /** Takes a part. */
    void write(long position, ByteBuffer bytes) throws IOException;

    /** Cuts what was taken to a size, 0 before a new start. */
    void truncate(long size) throws IOException;
}
