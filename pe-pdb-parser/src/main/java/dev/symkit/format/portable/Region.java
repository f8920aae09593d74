// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/** One stream of a metadata root as a part of its file. Thread-safe as the source is. */
final class Region implements RandomBytes {
    private final ByteSource source;
    private final String structure;
    private final long start;
    private final long size;

    private Region(ByteSource source, String structure, long start, long size) {
        this.source = source;
        this.structure = structure;
        this.start = start;
        this.size = size;
    }

    /** Gives the part, or throws {@code TRUNCATED} if it is not inside the file. */
    static Region of(ByteSource source, MetadataStream stream) throws FormatException {
        if (stream.offset() > source.size() - stream.size()) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    new Origin(source.name(), stream.structure(), 0),
                    stream.size() + " bytes at " + stream.offset() + " are not inside the file of " + source.size());
        }
        return new Region(source, stream.structure(), stream.offset(), stream.size());
    }

    /** Gives a stream without bytes, for one that the root does not have. */
    static Region absent(ByteSource source, String name) {
        return new Region(source, new MetadataStream(name, 0, 0).structure(), 0, 0);
    }

    @Override
    public Origin origin() {
        return new Origin(source.name(), structure, 0);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
        if (offset < 0 || offset > size - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    new Origin(source.name(), structure, offset),
                    length + " bytes are needed here, there are " + size + " in all");
        }
        source.read(start + offset, into, at, length);
    }
}
