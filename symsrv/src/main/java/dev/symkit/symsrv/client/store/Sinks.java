// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.http.BodySink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where bodies of an HTTP store go. */
final class Sinks {
    /** Takes a body that nobody wants. */
    static final BodySink NOWHERE = new BodySink() {
        @Override
        public void write(long position, ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void truncate(long size) {}
    };

    private Sinks() {}

    /** Ends a transfer: enough is known. */
    static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;

        EnoughException(String message) {
            super(message);
        }
    }

    /** A landing that cannot be written to. */
    static final class LandingException extends IOException {
        private static final long serialVersionUID = 1L;

        LandingException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Ends the transfer as soon as a body comes. */
    static final class OnlyLook implements BodySink {
        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            if (bytes.hasRemaining()) {
                throw new EnoughException("there is a body");
            }
        }

        @Override
        public void truncate(long size) {}
    }

    /** Keeps a small body. Guarded by itself. */
    static final class Small implements BodySink {
        private final int limit;
        private byte[] bytes = new byte[0];

        Small(int limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void write(long position, ByteBuffer part) throws IOException {
            long end = position + part.remaining();
            if (end > limit) {
                throw new EnoughException("larger than " + limit + " bytes");
            }
            byte[] longer = java.util.Arrays.copyOf(bytes, (int) Math.max(bytes.length, end));
            part.get(longer, (int) position, part.remaining());
            bytes = longer;
        }

        @Override
        public synchronized void truncate(long size) {
            bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(bytes.length, size));
        }

        synchronized byte[] bytes() {
            ByteArrayOutputStream copy = new ByteArrayOutputStream(bytes.length);
            copy.writeBytes(bytes);
            return copy.toByteArray();
        }
    }

    /** Begins a landing with the first byte, so that a miss leaves no directories behind. Guarded by itself. */
    static final class Lazy implements BodySink {
        private final Visitor visitor;
        private @Nullable Landing landing;

        Lazy(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            if (!bytes.hasRemaining()) {
                return;
            }
            Landing open = begun();
            try {
                long at = position;
                while (bytes.hasRemaining()) {
                    at += open.file().channel().write(bytes, at);
                }
            } catch (IOException e) {
                throw new LandingException(e);
            }
        }

        private synchronized Landing begun() throws IOException {
            Landing open = landing;
            if (open == null) {
                open = visitor.land();
                landing = open;
            }
            return open;
        }

        @Override
        public synchronized void truncate(long size) throws IOException {
            if (landing != null) {
                landing.file().channel().truncate(size);
            }
        }

        synchronized Optional<Landing> landing() {
            return Optional.ofNullable(landing);
        }

        synchronized void giveUp() throws IOException {
            if (landing != null) {
                landing.close();
            }
        }
    }
}
