// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The name of the record that a reader stands on, as characters: a view while it is ASCII. Confined to one thread. */
final class NameText implements CharSequence {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private byte[] bytes = new byte[0];
    private int start;
    private int length;
    private @Nullable String decoded;

    /** Takes the name of a record; it is good until the reader moves. */
    NameText of(SymbolReader record) throws FormatException {
        int at = record.nameStart();
        bytes = record.buffer();
        start = Math.max(0, at);
        length = record.nameLength();
        decoded = isAscii() ? null : new String(bytes, start, length, StandardCharsets.UTF_8);
        return this;
    }

    private boolean isAscii() {
        int at = start;
        int end = start + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            if (((long) LONG.get(bytes, at) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int length() {
        String text = decoded;
        return text == null ? length : text.length();
    }

    @Override
    public char charAt(int index) {
        String text = decoded;
        return text == null ? (char) bytes[start + index] : text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return toString().subSequence(from, to);
    }

    @Override
    public String toString() {
        String text = decoded;
        return text == null ? new String(bytes, start, length, StandardCharsets.ISO_8859_1) : text;
    }
}
