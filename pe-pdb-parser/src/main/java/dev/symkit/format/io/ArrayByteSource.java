// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.util.Objects;

/** A file that is held in an array. Thread-safe because the array does not change. */
final class ArrayByteSource implements ByteSource {
    private final String name;
    private final byte[] bytes;

    ArrayByteSource(String name, byte[] bytes) {
        this.name = Objects.requireNonNull(name, "name");
        this.bytes = Objects.requireNonNull(bytes, "bytes");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] into, int at, int length) throws FormatException {
        Objects.checkFromIndexSize(at, length, into.length);
        if (position < 0 || position > bytes.length - (long) length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    new Origin(name, "file", position),
                    length + " bytes are needed here, the file has " + bytes.length + " in all");
        }
        System.arraycopy(bytes, (int) position, into, at, length);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
