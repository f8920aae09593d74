// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.Section;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;

/**
 * The digest of an image that a signature covers: the headers up to SizeOfHeaders without the checksum and the certificate table's
 * directory entry, the sections' data in the order of their file offsets, and what follows the last section without the certificate
 * table. Source: the Authenticode document; checked against signed files. The file is read once, in chunks.
 */
public final class PeDigest {
    private static final int CHUNK = 1 << 16;
    private static final int CHECKSUM = 64;
    private static final int PLUS_DIRECTORIES = 112;
    private static final int DIRECTORIES = 96;

    private final ByteSource source;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[CHUNK];

    private PeDigest(ByteSource source, MessageDigest digest) {
        this.source = source;
        this.digest = digest;
    }

    /**
     * Computes the digest.
     *
     * @param pe an image in file layout
     * @param digest the algorithm; is reset
     * @return the digest
     * @throws FormatException {@code BAD_VALUE} if headers, sections or certificate table overlap or are not inside the file
     * @throws IOException if the file cannot be read
     */
    public static Slice compute(PeFile pe, MessageDigest digest) throws IOException {
        digest.reset();
        new PeDigest(pe.source(), digest).run(pe);
        byte[] result = digest.digest();
        return Slice.copyOf(result, 0, result.length);
    }

    private void run(PeFile pe) throws IOException {
        long size = source.size();
        long checksum = pe.optionalHeaderPosition() + CHECKSUM;
        long entry = pe.optionalHeaderPosition()
                + (pe.isPlus() ? PLUS_DIRECTORIES : DIRECTORIES)
                + (long) DataDirectory.CERTIFICATE * DataDirectory.SIZE;
        boolean hasEntry = pe.optionalHeader().directories().size() > DataDirectory.CERTIFICATE;
        DataDirectory table = pe.directory(DataDirectory.CERTIFICATE).orElse(new DataDirectory(size, 0));
        long headers = pe.optionalHeader().sizeOfHeaders();
        long afterEntry = hasEntry ? entry + DataDirectory.SIZE : checksum + 4;
        if (headers < afterEntry || headers > table.rva() || table.rva() + table.size() > size) {
            throw bad("headers, certificate table and file do not fit together", headers);
        }
        hash(0, checksum);
        hash(checksum + 4, hasEntry ? entry : checksum + 4);
        hash(afterEntry, headers);
        long end = Math.max(headers, sections(pe, table.rva()));
        hash(end, Math.max(end, table.rva()));
        hash(table.rva() + table.size(), size); // a whole image has nothing there
    }

    /** Adds the sections' data and gives the end of the last one. */
    private long sections(PeFile pe, long limit) throws IOException {
        List<Section> sections = pe.sections().stream()
                .filter(section -> section.rawSize() != 0)
                .sorted(Comparator.comparingLong(Section::filePosition))
                .toList();
        long end = 0;
        for (Section section : sections) {
            long next = section.filePosition() + section.rawSize();
            if (section.filePosition() < end || next > limit) {
                throw bad("a section overlaps another part or reaches out of the file", section.filePosition());
            }
            hash(section.filePosition(), next);
            end = next;
        }
        return end;
    }

    private void hash(long from, long to) throws IOException {
        for (long at = from; at < to; at += CHUNK) {
            int length = (int) Math.min(CHUNK, to - at);
            source.read(at, buffer, 0, length);
            digest.update(buffer, 0, length);
        }
    }

    private FormatException bad(String problem, long position) {
        return new FormatException(
                FormatException.Kind.BAD_VALUE, new Origin(source.name(), "file", position), problem);
    }
}
