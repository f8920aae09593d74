// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;

/** A container in which the content of one stream is replaced. */
record OneStream(
        StreamContainer others,
        int number,
        @SuppressWarnings("ArrayRecordComponent") byte[] content) implements StreamContainer {
    @Override
    public String name() {
        return others.name();
    }

    @Override
    public int streamCount() {
        return others.streamCount();
    }

    @Override
    public MsfStream stream(int index) throws IOException {
        return index == number
                ? new MsfStream(index, false, new Content(name(), StreamContainer.structure(index), content))
                : others.stream(index);
    }

    private record Content(
            String file,
            String structure,
            @SuppressWarnings("ArrayRecordComponent") byte[] content) implements RandomBytes {
        @Override
        public Origin origin() {
            return new Origin(file, structure, 0);
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public void read(long offset, byte[] into, int at, int length) throws FormatException {
            if (offset < 0 || offset > content.length - length) {
                throw new FormatException(FormatException.Kind.TRUNCATED, origin().plus(Math.max(0, offset)), "end");
            }
            System.arraycopy(content, (int) offset, into, at, length);
        }
    }
}
