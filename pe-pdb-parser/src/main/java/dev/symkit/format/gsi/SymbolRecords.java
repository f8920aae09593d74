// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Objects;

/**
 * The symbol record stream: global and public symbols one behind the other, without a header. {@link GlobalsStream} and
 * {@link PublicsStream} hold offsets into it. Source: microsoft-pdb, {@code PDB/dbi/gsi.h}.
 *
 * <p>Immutable, thread-safe; the readers it gives are confined to one thread each.
 *
 * @param stream the stream; one without bytes has no symbols
 */
public record SymbolRecords(RandomBytes stream) {
    /** Checks that there is a stream. */
    public SymbolRecords {
        Objects.requireNonNull(stream, "stream");
    }

    /** Gives a reader that walks over all records as they lie in the stream. */
    public SymbolReader inOrder() throws FormatException {
        return new SymbolReader(stream, 0, stream.size());
    }

    /** Gives a reader for records in any order; it keeps what it has read, up to 32 MiB. */
    public SymbolReader inAnyOrder() throws FormatException {
        return SymbolReader.inAnyOrder(stream);
    }

    /**
     * Decodes one record.
     *
     * @param offset its offset in the stream
     * @throws FormatException {@code BAD_VALUE} if no record can start there, {@code TRUNCATED} if it does not fit
     * @throws IOException if the file cannot be read
     */
    public Symbol symbolAt(long offset) throws IOException {
        SymbolReader reader = inOrder();
        reader.moveTo(offset);
        return reader.decode();
    }
}
