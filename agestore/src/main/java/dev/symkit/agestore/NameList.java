// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names in one directory, sorted by code point, in about as many bytes as they have characters: a directory of a million files
 * takes some 30 MB. Names that are no proper text come last, as the paths that the platform gave. Immutable once read.
 */
final class NameList {
    private static final int MAX_BYTES = 1 << 30;

    private final Path directory;
    private final List<Path> odd = new ArrayList<>();
    private byte[] text = new byte[64];
    private int length;
    private int[] starts = new int[4];
    private int count;

    private NameList(Path directory) {
        this.directory = directory;
    }

    /** Reads a directory. */
    static NameList read(Path directory) throws IOException {
        NameList names = new NameList(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        IntHeap.sort(names.starts, names.count, names::before);
        names.odd.sort(null);
        return names;
    }

    /** Whether a name survives its way through text: it was decoded whole, and has no lone surrogate (Windows allows them). */
    static boolean isText(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\uFFFD' || (Character.isSurrogate(c) && Character.charCount(name.codePointAt(i)) == 1)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return true;
    }

    private void add(Path entry) throws IOException {
        String name = entry.getFileName().toString();
        if (!isText(name)) {
            odd.add(entry);
            return;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (length > MAX_BYTES - bytes.length - 1) {
            throw new IOException(directory + ": too many names in one directory");
        }
        if (length + bytes.length + 1 > text.length) {
            text = Arrays.copyOf(text, Math.max(length + bytes.length + 1, text.length * 3 / 2));
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 3 / 2);
        }
        starts[count++] = length;
        System.arraycopy(bytes, 0, text, length, bytes.length);
        length += bytes.length + 1; // no name holds a NUL: it ends one
    }

    /** NUL comes before all that a name holds, so that a name comes before its continuations. */
    private boolean before(int one, int other) {
        for (int i = 0; ; i++) {
            int a = text[one + i] & 0xFF;
            int b = text[other + i] & 0xFF;
            if (a != b || a == 0) {
                return a < b;
            }
        }
    }

    int size() {
        return count + odd.size();
    }

    /** A name; for one that is no proper text, what comes closest. */
    String name(int index) {
        if (index >= count) {
            return odd.get(index - count).getFileName().toString();
        }
        int end = starts[index];
        while (text[end] != 0) {
            end++;
        }
        return new String(text, starts[index], end - starts[index], StandardCharsets.UTF_8);
    }

    /** The path of a name. */
    Path path(int index) {
        return index < count ? directory.resolve(name(index)) : odd.get(index - count);
    }
}
