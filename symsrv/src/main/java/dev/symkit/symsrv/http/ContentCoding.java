// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.ResultCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes {@code Content-Encoding} while the body comes (symsrv.md 8.7). */
final class ContentCoding {
    private static final int BUFFER = 64 << 10;

    private ContentCoding() {}

    /** Writes the decoded body. */
    static void decode(String coding, RawBody body, BodyWriter to) throws IOException, FetchFailure {
        Inflater raw = new Inflater(true);
        try {
            InputStream in = read(() -> stream(coding, new Raw(body), raw));
            byte[] buffer = new byte[BUFFER];
            for (int n = read(() -> in.read(buffer)); n >= 0; n = read(() -> in.read(buffer))) {
                to.write(ByteBuffer.wrap(buffer, 0, n));
            }
            Optional<ByteBuffer> rest = body.next();
            while (rest.isPresent()) {
                rest = body.next(); // what stands behind the end is dropped, but counts
            }
        } finally {
            raw.end();
        }
    }

    /** Refuses what cannot be undone. */
    static void check(String coding) throws FetchFailure {
        if (!coding.equals("gzip") && !coding.equals("x-gzip") && !coding.equals("deflate")) {
            throw FetchFailure.last(
                    FetchFailure.INVALID_RESPONSE,
                    "a content encoding that was not asked for: " + Printable.of(coding));
        }
    }

    private static InputStream stream(String coding, InputStream body, Inflater raw) throws IOException {
        if (!coding.equals("deflate")) {
            return new GZIPInputStream(body, BUFFER);
        }
        // zlib as the standard says, or bare deflate as some servers send it
        BufferedInputStream in = new BufferedInputStream(body, BUFFER);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        boolean zlib = (first & 0x0F) == 8 && second >= 0 && ((first << 8) | second) % 31 == 0;
        return zlib ? new InflaterInputStream(in) : new InflaterInputStream(in, raw, BUFFER);
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Tells a broken transfer from bad content. */
    private static <T> T read(Step<T> step) throws FetchFailure {
        try {
            return step.run();
        } catch (CarriedFailure e) {
            throw e.failure;
        } catch (IOException e) {
            throw FetchFailure.last(ResultCode.FILE_CORRUPT, "the content encoding is damaged");
        }
    }

    private static final class CarriedFailure extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient FetchFailure failure;

        CarriedFailure(FetchFailure failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** The body as a stream. */
    private static final class Raw extends InputStream {
        private final RawBody body;
        private ByteBuffer part = ByteBuffer.allocate(0);

        Raw(RawBody body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            return fill() ? part.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, part.remaining());
            part.get(into, at, n);
            return n;
        }

        /** More than 0 until the end is certain: the JDK looks here for a further member of a gzip file. */
        @Override
        public int available() throws IOException {
            return fill() ? part.remaining() : 0;
        }

        private boolean fill() throws IOException {
            try {
                while (!part.hasRemaining()) {
                    Optional<ByteBuffer> next = body.next();
                    if (next.isEmpty()) {
                        return false;
                    }
                    part = next.get();
                }
                return true;
            } catch (FetchFailure e) {
                throw new CarriedFailure(e);
            }
        }
    }
}
