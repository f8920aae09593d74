// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.hotfix;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;

/**
 * A file from some position on.
 *
 * @param whole the file, which stays open
 * @param start bytes left out before it
 */
record SourcePart(ByteSource whole, long start) implements ByteSource {
    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public long size() {
        return whole.size() - start;
    }

    @Override
    public void read(long position, byte[] into, int at, int length) throws IOException {
        whole.read(start + position, into, at, length);
    }

    @Override
    public void close() {
        // the whole is not ours
    }
}
