// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.MsfWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Streams of more than 2 GiB (pdb-strip-semantics.md 3.0), in memory that only what is not zero takes. */
final class HugeStreamsTest {
    private static final int RECORD = 0x10000;
    private static final int RECORDS = 33_000;
    private static final long SHIFT = (long) RECORDS * RECORD;
    private static final int XDATA_SLOT = 8;
    private static final int FIRST_MODULE = 64;
    private static final int PROCEDURE = 4; // behind the signature

    /** Some bytes, with records of a kind that nobody knows put in. */
    private static StreamContent content(byte[] bytes, int before, int records) {
        return new StreamContent() {
            @Override
            public long size() {
                return (long) records * RECORD + bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes, 0, before);
                byte[] record = new byte[RECORD];
                ByteBuffer.wrap(record)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) (RECORD - 2))
                        .putShort((short) 0x7FFF);
                for (int i = 0; i < records; i++) {
                    out.write(record);
                }
                out.write(bytes, before, bytes.length - before);
            }
        };
    }

    private static void shift(ByteBuffer stream, int at) {
        stream.putInt(at, (int) (stream.getInt(at) + SHIFT));
    }

    /** The symbols of the first module, the records of publics and the function entries are behind 2 GiB. */
    private static ByteSource huge(PdbStreams small, int count) throws IOException {
        ByteBuffer dbi = small.edit(PdbStreams.DBI);
        int module = dbi.getShort(FIRST_MODULE + 34);
        shift(dbi, FIRST_MODULE + 36);
        shift(small.edit(module), PROCEDURE + 8); // where it ends
        ByteBuffer publics = small.edit(dbi.getShort(16));
        int entries = 28 + 16;
        for (int at = entries; at < entries + publics.getInt(28 + 8); at += 8) {
            shift(publics, at);
        }
        int map = 28 + publics.getInt(0);
        for (int at = map; at < map + publics.getInt(4); at += 4) {
            shift(publics, at);
        }
        List<StreamContent> streams = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            streams.add(content(small.get(number), 0, 0));
        }
        streams.set(module, content(small.get(module), PROCEDURE, RECORDS));
        int records = dbi.getShort(20);
        streams.set(records, content(small.get(records), 0, RECORDS));
        streams.set(count - 1, content(small.get(count - 1), 0, RECORDS));
        SparseFile file = new SparseFile();
        MsfWriter.write(streams, file);
        return file.source();
    }

    @Test
    void stripsWhatLiesBehindTwoGigabytes() throws IOException {
        byte[] entries = {1, 2, 3, 4, 5, 6, 7, 8};
        SymbolBytes function = new SymbolBytes().procedure(SymbolKinds.S_LPROC32, PROCEDURE + 48, 1, 0x10, "hidden");
        assertThat(function.at()).isEqualTo(PROCEDURE + 48);
        PdbStreams streams = PdbStreams.of(Pdbs.open(Files.readAllBytes(Pdbs.sample("build-1/x64/engine.pdb"))))
                .firstModule(function.end().toByteArray())
                .slot(XDATA_SLOT, entries);
        PdbFile small = streams.open();
        PdbFile expected = Pdbs.open(Pdbs.strip(small, StripOptions.DEFAULT));
        assertThat(expected.globals().orElseThrow().count()).isEqualTo(1);
        ByteSource source = huge(streams, small.container().streamCount());
        assertThat(source.size()).isGreaterThan(3 * SHIFT);
        PdbFile pdb = PdbFile.open(source);
        assertThat(((MsfFile) pdb.container()).pageSize()).isEqualTo(8192);

        SparseFile out = new SparseFile();
        Pdbs.stripped(pdb, StripOptions.DEFAULT).writeTo(out);

        ByteSource result = out.source();
        PdbFile stripped = PdbFile.open(result);
        assertThat(((MsfFile) stripped.container()).pageSize()).isEqualTo(4096);
        int kept = stripped.dbi().orElseThrow().debugStreams().slot(XDATA_SLOT).orElseThrow();
        assertThat(stripped.container().streamCount())
                .isEqualTo(expected.container().streamCount());
        for (int number = 0; number < stripped.container().streamCount(); number++) {
            if (number != kept) {
                assertThat(Pdbs.stream(stripped, number))
                        .as("stream " + number)
                        .isEqualTo(Pdbs.stream(expected, number));
            }
        }
        MsfStream behind = stripped.container().stream(kept);
        assertThat(behind.size()).isEqualTo(SHIFT + entries.length);
        byte[] end = new byte[entries.length];
        behind.read(SHIFT, end, 0, end.length);
        assertThat(end).isEqualTo(entries);
        assertThat(LeakDetector.inspect(result).isClean()).isTrue();
        System.out.println(String.format(
                Locale.ROOT,
                "%,d bytes stripped to %,d, of which %,d took room",
                source.size(),
                result.size(),
                out.used()));
    }
}
