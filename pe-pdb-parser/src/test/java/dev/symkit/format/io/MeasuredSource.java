// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import dev.symkit.testkit.MsfBuilder;
import java.util.Arrays;

/** A built MSF file that takes memory only for the pages with content, and counts the bytes read from it. */
public final class MeasuredSource implements ByteSource {
    private final MsfBuilder.Image image;
    private long bytesRead;

    public MeasuredSource(MsfBuilder.Image image) {
        this.image = image;
    }

    public synchronized long bytesRead() {
        return bytesRead;
    }

    @Override
    public String name() {
        return "sparse.pdb";
    }

    @Override
    public long size() {
        return image.size();
    }

    @Override
    public synchronized void read(long position, byte[] into, int at, int length) throws FormatException {
        if (position < 0 || position > size() - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED, new Origin(name(), "file", position), "too short");
        }
        bytesRead += length;
        Arrays.fill(into, at, at + length, (byte) 0);
        int done = 0;
        while (done < length) {
            int inPage = (int) ((position + done) % image.pageSize());
            int count = Math.min(length - done, image.pageSize() - inPage);
            byte[] page = image.pages().get((position + done) / image.pageSize());
            if (page != null) {
                System.arraycopy(page, inPage, into, at + done, count);
            }
            done += count;
        }
    }

    @Override
    public void close() {}
}
