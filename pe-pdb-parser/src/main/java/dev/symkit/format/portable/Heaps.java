// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.RandomBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The heaps of one metadata root. {@code #Strings}: names ended by NUL, by offset. {@code #GUID}: 16 bytes each, numbered from 1.
 * {@code #Blob}: compressed length and bytes, by offset. Source: ECMA-335 II.24.2.3 to II.24.2.5.
 */
final class Heaps {
    /** Bytes of one name; paths are shorter. Our choice. */
    static final int MAX_NAME = 1 << 16;

    private static final int GUID_SIZE = 16;
    private static final int LONGEST_LENGTH = 4;
    private static final int FIRST_LOOK = 128;
    private static final UUID NIL = new UUID(0, 0);

    private final RandomBytes strings;
    private final RandomBytes guids;
    private final RandomBytes blobs;

    private Heaps(RandomBytes strings, RandomBytes guids, RandomBytes blobs) {
        this.strings = strings;
        this.guids = guids;
        this.blobs = blobs;
    }

    static Heaps of(ByteSource source, MetadataRoot root) throws FormatException {
        return new Heaps(heap(source, root, "#Strings"), heap(source, root, "#GUID"), heap(source, root, "#Blob"));
    }

    private static RandomBytes heap(ByteSource source, MetadataRoot root, String name) throws FormatException {
        Optional<MetadataStream> stream = root.stream(name);
        return stream.isPresent() ? Region.of(source, stream.get()) : Region.absent(source, name);
    }

    RandomBytes blobs() {
        return blobs;
    }

    Name string(long index) throws IOException {
        if (index == 0) {
            return Name.EMPTY;
        }
        long left = strings.size() - index;
        for (int look = FIRST_LOOK; ; look = MAX_NAME) {
            ByteCursor in = strings.cursor(index, left <= 0 ? 1 : Math.min(look, left));
            if (in.lengthToNul() >= 0 || left <= look) {
                return in.nulTerminated();
            }
            if (look == MAX_NAME) {
                throw in.error(FormatException.Kind.LIMIT, "a name of more than " + MAX_NAME + " bytes");
            }
        }
    }

    UUID guid(long index) throws IOException {
        return index == 0
                ? NIL
                : guids.cursor((index - 1) * GUID_SIZE, GUID_SIZE).guid();
    }

    ByteCursor blob(long index) throws IOException {
        ByteCursor head = blobHead(index);
        int length = head.remaining() == 0 ? 0 : Compressed.unsigned(head);
        return blobs.cursor(index + head.position(), length);
    }

    private ByteCursor blobHead(long index) throws IOException {
        long left = blobs.size() - index;
        if (index == 0 && left == 0) {
            return blobs.cursor(0, 0);
        }
        return blobs.cursor(index, left <= 0 ? 1 : Math.min(LONGEST_LENGTH, left));
    }

    /**
     * Puts a document name together. The blob is a separator (one UTF-8 character, or byte 0 for none) and the blob indices of the
     * parts. Source: the portable PDB document of the .NET runtime.
     */
    Name documentName(long index) throws IOException {
        ByteCursor in = blob(index);
        if (in.remaining() == 0) {
            throw in.error(FormatException.Kind.BAD_VALUE, "a document name blob without separator");
        }
        byte[] separator = separator(in);
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        boolean first = true;
        while (in.remaining() > 0) {
            if (!first) {
                name.writeBytes(separator);
            }
            first = false;
            int part = Compressed.unsigned(in);
            if (part != 0) {
                ByteCursor bytes = blob(part);
                name.writeBytes(bytes.bytes(bytes.remaining()));
            }
            if (name.size() > MAX_NAME) {
                throw in.error(FormatException.Kind.LIMIT, "a document name of more than " + MAX_NAME + " bytes");
            }
        }
        byte[] bytes = name.toByteArray();
        return Name.copyOf(bytes, 0, bytes.length);
    }

    private static byte[] separator(ByteCursor in) throws FormatException {
        int first = in.u8();
        if (first == 0) {
            return new byte[0];
        }
        int more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        byte[] rest = in.bytes(more);
        byte[] all = new byte[1 + more];
        all[0] = (byte) first;
        System.arraycopy(rest, 0, all, 1, more);
        return all;
    }
}
