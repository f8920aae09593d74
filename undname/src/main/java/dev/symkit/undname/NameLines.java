// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Answers names that come in a stream of bytes, one a line: one answer for each line, in order, each written before the next byte is
 * waited for. A line ends with LF or CR LF; the last one may lack its end. In names each byte is one character.
 *
 * <p>For one stream; confined to the thread that reads it.
 */
public final class NameLines {
    /** Bytes of the longest line that may be a name: no result is longer, and hardly one that is shorter than its name. */
    static final int LONGEST = 1 << 20;

    private static final int CHUNK = 1 << 16;

    private final Answers answers;
    private final Form form;
    private final OutputStream out;
    private final Buffer ready = new Buffer();
    private final Buffer kept = new Buffer();
    private boolean copying;
    private long line = 1;

    /** Where lines are collected. */
    private static final class Buffer extends ByteArrayOutputStream {
        boolean endsWith(char c) {
            return count > 0 && buf[count - 1] == c;
        }

        void removeLast() {
            count--;
        }
    }

    /** How an answer is written. */
    public interface Form {
        /**
         * Writes a line and its end.
         *
         * @param carriageReturn whether the line of the name ended with CR LF
         */
        void write(Answer answer, boolean carriageReturn, OutputStream out) throws IOException;

        /** Whether a line that is too long to be a name is written as it is; if not, it ends the run as an error. */
        boolean copiesLongLines();
    }

    /** Writes answers to {@code out}. */
    public NameLines(Answers answers, Form form, OutputStream out) {
        this.answers = answers;
        this.form = form;
        this.out = out;
    }

    /**
     * Answers all lines.
     *
     * @param stop asked between reads whether to give up
     * @throws IOException if {@code in} cannot be read, {@code out} throws it, or a line is too long for the form
     */
    public void run(InputStream in, BooleanSupplier stop) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count = read(in, chunk);
        while (count >= 0) {
            take(chunk, count);
            flush();
            if (stop.getAsBoolean()) {
                return;
            }
            count = read(in, chunk);
        }
        if (copying) {
            ready.write('\n');
        } else if (kept.size() > 0) {
            answerKept();
        }
        flush();
    }

    private static int read(InputStream in, byte[] chunk) throws IOException {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new IOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }

    private void take(byte[] chunk, int count) throws IOException {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                end(chunk, start, i);
                start = i + 1;
                line++;
            }
        }
        keep(chunk, start, count);
    }

    private void end(byte[] chunk, int start, int end) throws IOException {
        if (copying || kept.size() > 0) {
            keep(chunk, start, end);
            if (copying) {
                ready.write('\n');
                copying = false;
            } else {
                answerKept();
            }
        } else {
            boolean carriageReturn = end > start && chunk[end - 1] == '\r';
            answer(new String(chunk, start, (carriageReturn ? end - 1 : end) - start, ISO_8859_1), carriageReturn);
        }
    }

    /** Keeps a piece of a line for later, or copies it if the line is too long. */
    private void keep(byte[] chunk, int start, int end) throws IOException {
        if (!copying && kept.size() + (end - start) > LONGEST) {
            if (!form.copiesLongLines()) {
                throw new IOException(
                        String.format(Locale.ROOT, "standard input: line %d is longer than %d bytes", line, LONGEST));
            }
            copying = true;
            kept.writeTo(ready);
            kept.reset();
        }
        (copying ? ready : kept).write(chunk, start, end - start);
        drain();
    }

    private void answerKept() throws IOException {
        boolean carriageReturn = kept.endsWith('\r');
        if (carriageReturn) {
            kept.removeLast();
        }
        String name = kept.toString(ISO_8859_1);
        kept.reset();
        answer(name, carriageReturn);
    }

    private void answer(String name, boolean carriageReturn) throws IOException {
        form.write(answers.of(name), carriageReturn, ready);
        drain();
    }

    private void drain() throws IOException {
        if (ready.size() >= CHUNK) {
            ready.writeTo(out);
            ready.reset();
        }
    }

    private void flush() throws IOException {
        ready.writeTo(out);
        ready.reset();
        out.flush();
    }
}
