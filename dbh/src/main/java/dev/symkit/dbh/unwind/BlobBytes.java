// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.format.dbi.UnwindBlob;
import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pe.ImageBytes;
import java.io.IOException;

/** The bytes of an image that a PDB keeps a copy of. Immutable, thread-safe. */
final class BlobBytes implements ImageBytes {
    private final MsfStream stream;
    private final UnwindBlob blob;

    BlobBytes(MsfStream stream, UnwindBlob blob) {
        this.stream = stream;
        this.blob = blob;
    }

    @Override
    public long available(long rva) {
        long offset = rva - blob.rvaBase().orElse(0);
        return offset < 0 || blob.rvaBase().isEmpty() ? 0 : Math.max(0, blob.dataSize() - offset);
    }

    @Override
    public ByteCursor cursor(String structure, long rva, long length) throws IOException {
        if (length > Limits.MAX_WINDOW) {
            throw new FormatException(
                    FormatException.Kind.LIMIT, stream.origin(), structure + ": " + length + " bytes are too many");
        }
        if (length == 0) {
            return stream.cursor(0, 0);
        }
        if (length > available(rva)) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    stream.origin(),
                    structure + " at 0x" + Long.toHexString(rva) + " is not in the copy of the image's data");
        }
        return stream.cursor(blob.headerSize() + rva - blob.rvaBase().orElse(0), length);
    }
}
