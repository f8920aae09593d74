// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * Reads NUL-terminated names by RVA. The last chunk is kept, because the names of a table mostly follow each other. All names
 * together are bounded, so that a damaged table cannot name one long text many times. Confined to one thread.
 */
final class RvaText {
    private static final int CHUNK = 1 << 13;
    private static final int LONGEST = 1 << 16;
    private static final long MOST = 1L << 26;

    private final ImageBytes image;
    private final Origin table;
    private final String structure;
    private long start;
    private byte[] chunk = new byte[0];
    private long total;

    /**
     * Starts without reading.
     *
     * @param table the place of the table that names the texts, for messages
     */
    RvaText(ImageBytes image, Origin table, String structure) {
        this.image = image;
        this.table = table;
        this.structure = structure;
    }

    /**
     * Reads a name.
     *
     * @return the name; one that runs into the end of its section ends there; without bytes if the address is not in the file
     * @throws FormatException {@code LIMIT} if a name is longer than 65,535 bytes, or all names exceed 64 MiB
     */
    Name at(long rva) throws IOException {
        if (image.available(rva) == 0) {
            return Name.EMPTY;
        }
        int length = lengthIn(rva, CHUNK);
        if (length < 0) {
            length = lengthIn(rva, LONGEST);
        }
        total += Math.max(length, 0);
        if (length < 0 || total > MOST) {
            throw new FormatException(FormatException.Kind.LIMIT, table, "the names it holds are too long");
        }
        return Name.copyOf(chunk, (int) (rva - start), length);
    }

    /** Loads bytes unless they are there, and gives the length of the name in them, or -1 if it does not end. */
    private int lengthIn(long rva, int wanted) throws IOException {
        long here = Math.min(wanted, image.available(rva));
        int known = rva >= start && rva < start + chunk.length ? nul(rva) : -1;
        if (known >= 0) {
            return known;
        }
        ByteCursor in = image.cursor(structure, rva, here);
        chunk = in.bytes(in.remaining());
        start = rva;
        int length = nul(rva);
        return length < 0 && here < wanted ? (int) here : length;
    }

    private int nul(long rva) {
        for (int i = (int) (rva - start); i < chunk.length; i++) {
            if (chunk[i] == 0) {
                return i - (int) (rva - start);
            }
        }
        return -1;
    }
}
