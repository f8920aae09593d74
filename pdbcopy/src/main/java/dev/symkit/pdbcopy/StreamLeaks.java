// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.dbi.DbiPadding;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfPages;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamPositions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds content in the meaningless bytes of records: classes L4 to L6. Confined to one thread. */
final class StreamLeaks {
    private final MsfFile msf;
    private final MsfPages pages;
    private final LeakSink sink;

    StreamLeaks(MsfFile msf, MsfPages pages, LeakSink sink) {
        this.msf = msf;
        this.pages = pages;
        this.sink = sink;
    }

    void scan() throws IOException {
        Optional<DbiStream> dbi = DbiStream.open(msf);
        if (dbi.isEmpty()) {
            return;
        }
        StreamPositions positions = pages.positions(DbiHeader.STREAM);
        DbiPadding.visit(msf, (owner, offset, size, value) -> {
            if (value != 0) {
                LeakClass type = owner == DbiPadding.Owner.MODULE ? LeakClass.MODULE_PAD : LeakClass.CONTRIBUTION_PAD;
                found(type, DbiHeader.STREAM, positions, offset, littleEndian(value, size));
            }
        });
        OptionalInt symbols = dbi.get().symbolsStream();
        if (symbols.isPresent()) {
            symbols(msf.stream(symbols.getAsInt()));
        }
    }

    private static Slice littleEndian(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return Slice.copyOf(bytes, 0, size);
    }

    private void symbols(MsfStream stream) throws IOException {
        if (stream.index() <= DbiHeader.STREAM) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    msf.stream(DbiHeader.STREAM).origin(),
                    "stream " + stream.index() + " cannot hold symbol records");
        }
        StreamPositions positions = pages.positions(stream.index());
        SymbolReader reader = new SymbolReader(stream, 0, stream.size());
        while (reader.next()) {
            int from = hasKnownEnd(reader.kind()) ? endOfName(reader) : reader.bodyEnd();
            byte[] bytes = reader.buffer();
            int end = reader.bodyEnd();
            if (Zeros.first(bytes, from, end) < end) {
                long offset = reader.offset() + reader.length() - (end - from);
                found(LeakClass.SYMBOL_TAIL, stream.index(), positions, offset, Slice.copyOf(bytes, from, end - from));
            }
        }
    }

    /** The kinds whose last field is a name with NUL, so that nothing can follow it. */
    private static boolean hasKnownEnd(int kind) {
        return switch (kind) {
            case SymbolKinds.S_PUB32,
                    SymbolKinds.S_PROCREF,
                    SymbolKinds.S_LPROCREF,
                    SymbolKinds.S_DATAREF,
                    SymbolKinds.S_ANNOTATIONREF,
                    SymbolKinds.S_TOKENREF -> true;
            default -> false;
        };
    }

    /** Index behind the NUL; the end of the record if it is too short for its fields, so that nothing in it is taken for a tail. */
    private static int endOfName(SymbolReader reader) {
        try {
            return reader.nameStart() + reader.nameLength() + 1;
        } catch (FormatException e) {
            return reader.bodyEnd();
        }
    }

    private void found(LeakClass type, int stream, StreamPositions positions, long offset, Slice content)
            throws IOException {
        List<LeakRange.Piece> pieces = new ArrayList<>();
        int done = 0;
        while (done < content.size()) {
            int length = Math.min(content.size() - done, positions.toEndOfPage(offset + done));
            pieces.add(new LeakRange.Piece(positions.position(offset + done), length));
            done += length;
        }
        sink.found(new LeakRange(type, new LeakPlace.InStream(stream, offset), content, pieces));
    }
}
