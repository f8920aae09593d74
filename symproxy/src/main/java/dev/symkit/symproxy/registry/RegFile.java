// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import dev.symkit.path.AnsiText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An export of the registry, the documented text format of {@code regedit}: a line that names the version, heads {@code [key]}, lines
 * {@code "name"=data} or {@code @=data}; data is {@code "text"}, which may go on over lines, {@code dword:} with up to eight hexadecimal
 * digits, or {@code hex:} and {@code hex(type):} with bytes, where a backslash at the end of a line continues it. Texts in bytes are UTF-16LE
 * in version 5.00 and windows-1252 in REGEDIT4. What a file deletes ({@code [-key]}, {@code "name"=-}) is left out. Immutable.
 *
 * @param keys all heads, with backslashes, in order
 * @param values in order
 */
record RegFile(List<String> keys, List<RegValue> values) {
    private static final int MAX_SIZE = 16 << 20;
    private static final String VERSION_5 = "Windows Registry Editor Version 5.00";
    private static final String VERSION_4 = "REGEDIT4";
    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final Pattern DWORD = Pattern.compile("dword:([0-9a-f]{1,8})", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEX =
            Pattern.compile("hex(?:\\(([0-9a-f]{1,8})\\))?:([0-9a-f, \\t]*)", Pattern.CASE_INSENSITIVE);
    private static final int HEX_DIGITS = 16;

    /** Types of the registry (winnt.h). */
    private static final int REG_SZ = 1;

    private static final int REG_EXPAND_SZ = 2;
    private static final int REG_DWORD = 4;
    private static final int REG_MULTI_SZ = 7;

    /** Copies the lists. */
    RegFile {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, is too large or no such export; the message names file and line
     */
    static RegFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(MAX_SIZE + 1), file.toString());
        } catch (FileSystemException e) {
            throw e; // names the file
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file + ":") ? e : new IOException(file + ": " + message, e);
        }
    }

    /** Reads the bytes of a file: UTF-16 with BOM, UTF-8 with or without, else windows-1252. */
    static RegFile parse(byte[] content, String file) throws IOException {
        if (content.length > MAX_SIZE) {
            throw new IOException(file + ": larger than " + MAX_SIZE + " bytes");
        }
        return new Reader(file, AnsiText.decode(content).lines().toList()).read();
    }

    /** Goes through the lines. Confined to one thread. */
    private static final class Reader {
        private final String file;
        private final List<String> lines;
        private final List<String> keys = new ArrayList<>();
        private final List<RegValue> values = new ArrayList<>();
        private Charset texts = StandardCharsets.UTF_16LE;
        private Optional<String> key = Optional.empty();
        private int at;

        Reader(String file, List<String> lines) {
            this.file = file;
            this.lines = lines;
        }

        RegFile read() throws IOException {
            head();
            while (at < lines.size()) {
                int number = at + 1;
                String line = lines.get(at++).strip();
                if (line.isEmpty() || line.startsWith(";")) {
                    continue;
                }
                if (line.startsWith("[")) {
                    key(line, number);
                } else {
                    value(line, number);
                }
            }
            return new RegFile(keys, values);
        }

        private void head() throws IOException {
            while (at < lines.size() && lines.get(at).isBlank()) {
                at++;
            }
            String head = at < lines.size() ? lines.get(at++).strip() : "";
            if (head.equalsIgnoreCase(VERSION_4)) {
                texts = ANSI;
            } else if (!head.equalsIgnoreCase(VERSION_5)) {
                throw wrong(Math.max(at, 1), "not the start of a registry export: '" + VERSION_5 + "' or " + VERSION_4);
            }
        }

        private void key(String line, int number) throws IOException {
            int end = line.lastIndexOf(']');
            if (end < 0) {
                throw wrong(number, "no ']' at the end of a key");
            }
            String name = line.substring(1, end).strip().replace('/', '\\');
            boolean deleted = name.startsWith("-");
            key = deleted ? Optional.empty() : Optional.of(name);
            if (!deleted) {
                keys.add(name);
            }
        }

        private void value(String start, int number) throws IOException {
            String name = "";
            String rest;
            if (start.startsWith("@")) {
                rest = start.substring(1).strip();
            } else {
                int end = closing(start, 1);
                if (!start.startsWith("\"") || end < 0) {
                    throw wrong(number, "neither a key nor a value");
                }
                name = unescaped(start.substring(1, end));
                rest = start.substring(end + 1).strip();
            }
            if (!rest.startsWith("=")) {
                throw wrong(number, "no '=' behind the name of a value");
            }
            data(name, rest.substring(1).strip(), number);
        }

        private void data(String name, String start, int number) throws IOException {
            if (start.startsWith("\"")) {
                add(name, OptionalLong.empty(), Optional.of(text(start, number)), number);
                return;
            }
            String all = continued(start);
            Matcher dword = DWORD.matcher(all);
            Matcher hex = HEX.matcher(all);
            if (dword.matches()) {
                long value = Long.parseLong(dword.group(1), HEX_DIGITS);
                add(name, OptionalLong.of(value), Optional.empty(), number);
            } else if (hex.matches()) {
                binary(name, hex, number);
            } else if (!all.equals("-")) {
                throw wrong(number, "data that is no text, dword or hex");
            }
        }

        private void add(String name, OptionalLong value, Optional<String> text, int number) {
            key.ifPresent(head -> values.add(new RegValue(head, name, value, text, number)));
        }

        /** Data without the comment behind it, and with the lines that continue it. */
        private String continued(String start) {
            StringBuilder all = new StringBuilder();
            String line = start;
            while (true) {
                int comment = line.indexOf(';');
                String bare = (comment < 0 ? line : line.substring(0, comment)).strip();
                boolean more = bare.endsWith("\\") && at < lines.size();
                all.append(bare, 0, bare.length() - (bare.endsWith("\\") ? 1 : 0));
                if (!more) {
                    return all.toString().strip();
                }
                line = lines.get(at++);
            }
        }

        /** A text, which may go on over lines. */
        private String text(String start, int number) throws IOException {
            StringBuilder all = new StringBuilder(start);
            int from = 1;
            int end = closing(all, from);
            while (end < 0) {
                if (at == lines.size()) {
                    throw wrong(number, "no quotation mark at the end of a text");
                }
                // what was looked at has no end, and a backslash at the end of a line escapes nothing
                from = all.length() + 1;
                all.append('\n').append(lines.get(at++));
                end = closing(all, from);
            }
            return unescaped(all.substring(1, end));
        }

        private void binary(String name, Matcher hex, int number) throws IOException {
            int type = hex.group(1) == null ? 0 : (int) Long.parseLong(hex.group(1), HEX_DIGITS);
            StringBuilder digits = new StringBuilder();
            for (String each : hex.group(2).split(",", -1)) {
                String pair = each.strip();
                if (pair.length() > 2) {
                    throw wrong(number, "more than two digits for a byte");
                }
                digits.append(pair.length() == 1 ? "0" : "").append(pair);
            }
            byte[] bytes = HexFormat.of().parseHex(digits);
            switch (type) {
                case REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ -> {
                    String text = new String(bytes, texts).replaceAll("\0+$", "");
                    add(name, OptionalLong.empty(), Optional.of(text.replace('\0', '\n')), number);
                }
                case REG_DWORD -> {
                    if (bytes.length != Integer.BYTES) {
                        throw wrong(number, "a dword of " + bytes.length + " bytes");
                    }
                    long value = 0;
                    for (int i = bytes.length - 1; i >= 0; i--) {
                        value = (value << Byte.SIZE) | (bytes[i] & 0xFF);
                    }
                    add(name, OptionalLong.of(value), Optional.empty(), number);
                }
                default -> add(name, OptionalLong.empty(), Optional.empty(), number);
            }
        }

        private IOException wrong(int number, String what) {
            return new IOException(file + ":" + number + ": " + what);
        }

        /** Where the quotation mark is that ends a text; -1 if it does not end. */
        private static int closing(CharSequence text, int from) {
            for (int i = from; i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == '"') {
                    return i;
                }
            }
            return -1;
        }

        private static String unescaped(String text) {
            return text.replaceAll("(?s)\\\\(.)", "$1");
        }
    }
}
