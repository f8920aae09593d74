// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Names of files inside cabinets and ZIP archives. */
final class EntryName {
    private static final int MAX_BYTES = 255;

    private EntryName() {}

    /**
     * The bytes of a name that is to be written.
     *
     * @param name a file name without directory
     * @param container what it goes into, for the message
     * @throws IOException if it is empty, longer than 255 bytes in UTF-8, {@code .} or {@code ..}, or holds a separator, a colon or a
     *     control character
     */
    static byte[] encode(String name, String container) throws IOException {
        byte[] bytes = name.getBytes(UTF_8);
        boolean bad = bytes.length == 0 || bytes.length > MAX_BYTES || name.equals(".") || name.equals("..");
        for (byte b : bytes) {
            bad |= (b >= 0 && b < ' ') || b == '/' || b == '\\' || b == ':';
        }
        if (bad) {
            throw new IOException("a file in a " + container + " cannot be named '" + name + "'");
        }
        return bytes;
    }

    static boolean isAscii(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** A part of a path as a file name; empty if it is no name a file may have on every platform. */
    static Optional<String> checked(String last) {
        boolean bad = last.isEmpty() || last.equals(".") || last.equals("..");
        for (int i = 0; i < last.length(); i++) {
            char c = last.charAt(i);
            bad |= c < ' ' || c == '/' || c == ':';
        }
        return bad ? Optional.empty() : Optional.of(last);
    }

    /** A name that was read: UTF-8 if the container says so or the bytes are valid UTF-8, else the most common ANSI code page. */
    static String decode(byte[] name, boolean utf8) {
        if (utf8) {
            return new String(name, UTF_8);
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
        } catch (CharacterCodingException e) {
            return new String(name, Charset.forName("windows-1252"));
        }
    }

    /**
     * The file that an entry of a symbol store stands for: the only one, whatever its name, else the only one with the wanted name,
     * ignoring case.
     *
     * @param fileName gives the name of a file without directory, if it has one
     * @param where the table of the files, for the message
     * @throws FormatException {@code BAD_VALUE} if there is no such file, or more than one
     */
    static <T> T single(List<T> files, Function<T, Optional<String>> fileName, String wanted, Origin where)
            throws FormatException {
        if (files.size() == 1) {
            return files.get(0);
        }
        List<T> matches = new ArrayList<>();
        for (T file : files) {
            if (fileName.apply(file).filter(wanted::equalsIgnoreCase).isPresent()) {
                matches.add(file);
            }
        }
        if (matches.size() != 1) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    where,
                    "of " + files.size() + " files " + matches.size() + " are named " + wanted);
        }
        return matches.get(0);
    }
}
