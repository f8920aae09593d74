// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes a body to the sink in order, holds back its start until it is clear that it is no web page, and ends at the size limit. */
final class BodyWriter {
    private static final int START = 256;

    private final BodySink sink;
    private final long limit;
    private final Supplier<FetchFailure> html;
    private final ByteBuffer start = ByteBuffer.allocate(START);
    private long position;
    private boolean checked;

    /**
     * A writer.
     *
     * @param position where the body goes on; the start is looked at only at 0
     * @param limit bytes of the whole file
     * @param html what to throw for a web page
     */
    BodyWriter(BodySink sink, long position, long limit, Supplier<FetchFailure> html) {
        this.sink = sink;
        this.position = position;
        this.limit = limit;
        this.html = html;
        this.checked = position > 0;
    }

    /** Where the next byte goes; what is held back counts as written. */
    long position() {
        return checked ? position : start.position();
    }

    void write(ByteBuffer bytes) throws IOException, FetchFailure {
        if (!checked) {
            while (bytes.hasRemaining() && start.hasRemaining()) {
                start.put(bytes.get());
            }
            if (start.hasRemaining()) {
                return;
            }
            release();
        }
        put(bytes);
    }

    /** The body is at its end, or as far as it came. */
    void finish() throws IOException, FetchFailure {
        if (!checked) {
            release();
        }
    }

    private void release() throws IOException, FetchFailure {
        checked = true;
        start.flip();
        if (isHtml(StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString())) {
            throw html.get();
        }
        put(start);
    }

    private void put(ByteBuffer bytes) throws IOException, FetchFailure {
        int size = bytes.remaining();
        if (position + size > limit) {
            throw RawBody.tooLarge(limit);
        }
        if (size > 0) {
            sink.write(position, bytes.duplicate()); // whether the sink moves the position is its affair
            bytes.position(bytes.limit());
            position += size;
        }
    }

    private static boolean isHtml(String text) {
        String begin = text.replaceFirst("^(\u00EF\u00BB\u00BF)?[ \t\r\n]*", "").toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype") || begin.startsWith("<html");
    }
}
