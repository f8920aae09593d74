// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Bodies of which all is there. */
public final class Contents {
    /** No body. */
    public static final Content NONE = bytes(new byte[0]);

    private Contents() {}

    /** Text in UTF-8. */
    public static Content text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, which nobody changes from now on. */
    public static Content bytes(byte[] bytes) {
        return buffer(ByteBuffer.wrap(bytes));
    }

    /** What is left in a buffer whose bytes nobody changes from now on. */
    public static Content buffer(ByteBuffer bytes) {
        return new InMemory(bytes.slice());
    }

    /**
     * A part of a file. It stays open, and so readable after it was deleted, until the content is closed.
     *
     * @throws IOException if it cannot be opened
     */
    public static Content file(Path file, long position, long length) throws IOException {
        return new OfFile(file, FileChannel.open(file, StandardOpenOption.READ), position, length);
    }

    /** All is there always. */
    private abstract static class Whole implements Content {
        @Override
        public void whenMore(Runnable again) {
            again.run();
        }
    }

    private static final class InMemory extends Whole {
        private final ByteBuffer bytes;
        private final int length;

        InMemory(ByteBuffer bytes) {
            this.bytes = bytes;
            this.length = bytes.remaining();
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(bytes.remaining(), into.remaining());
            ByteBuffer piece = bytes.slice(bytes.position(), count);
            into.put(piece);
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public Optional<ByteBuffer> whole() {
            return Optional.of(bytes.slice());
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static final class OfFile extends Whole {
        private final Path file;
        private final FileChannel channel;
        private final long length;
        private final long end;
        private long position;

        OfFile(Path file, FileChannel channel, long position, long length) {
            this.file = file;
            this.channel = channel;
            this.position = position;
            this.length = length;
            this.end = position + length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            long left = end - position;
            if (left == 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + left));
            int count = channel.read(into, position);
            into.limit(limit);
            if (count < 0) {
                throw new EOFException(file + ": ends at " + position + ", " + end + " bytes were promised");
            }
            position += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
