// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.MsfWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.testkit.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PdbWritersTest {
    private static final UUID GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    private static byte[] bytes(MsfStream stream) throws IOException {
        byte[] bytes = new byte[(int) stream.size()];
        stream.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static MsfFile file(StreamContent... streams) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MsfWriter.write(List.of(streams), out);
        return MsfFile.open(ByteSource.of("x.pdb", out.toByteArray()));
    }

    @Test
    void anInfoStreamComesBack() throws IOException {
        for (int count : new int[] {0, 1, 2, 3, 5, 40, 300}) {
            List<NamedStreams.Entry> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add(new NamedStreams.Entry(Name.of("/src/files/é" + i), 5 + i));
            }
            PdbInfo info = new PdbInfo(20000404, 0xFEDCBA98L, 0xFFFFFFFFL, Optional.of(GUID));
            InfoStream stream =
                    new InfoStream(info, new NamedStreams(names), new PdbFeatures(List.of(PdbFeatures.VC140)));
            LittleEndianWriter out = new LittleEndianWriter();
            stream.encode(out);

            InfoStream read = InfoStream.read(file(StreamContent.EMPTY, StreamContent.of(out)));

            assertThat(read.info()).isEqualTo(info);
            assertThat(read.features()).isEqualTo(stream.features());
            assertThat(read.names().entries()).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void aStringTableComesBack() throws IOException {
        StringTableBuilder builder = new StringTableBuilder();
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            offsets.add(builder.add(Name.of("string " + i)));
        }
        assertThat(builder.add(Name.EMPTY)).isZero();
        assertThat(builder.add(Name.of("string 7"))).isEqualTo(offsets.get(7));
        LittleEndianWriter out = new LittleEndianWriter();
        builder.encode(out);
        MsfStream stream = file(StreamContent.EMPTY, StreamContent.of(out)).stream(1);

        StringTable table = StringTable.read(stream, 0, stream.size());

        for (int i = 0; i < 1000; i++) {
            assertThat(table.find(offsets.get(i))).contains(Name.of("string " + i));
            assertThat(table.offsetOf(Name.of("string " + i))).hasValue(offsets.get(i));
        }
    }

    @Test
    void theStringTableWithoutStringsIsThatOfStrippedPdbs() {
        LittleEndianWriter out = new LittleEndianWriter();
        new StringTableBuilder().encode(out);

        assertThat(out.toByteArray())
                .containsExactly(0xFE, 0xEF, 0xFE, 0xEF, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** What Microsoft's library wrote comes out byte for byte. */
    @Test
    void theStreamsOfAStrippedPdbAreTheSame() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        byte[] content = corpus.bytes("native/x86-stripped-firefox/basic32-min.pdb");
        MsfFile pdb = MsfFile.open(ByteSource.of("basic32-min.pdb", content));
        InfoStream info = InfoStream.read(pdb);
        List<NamedStreams.Entry> inOrderOfTheLinker = info.names().entries().stream()
                .sorted(java.util.Comparator.comparing(entry -> entry.stream()))
                .toList();
        LittleEndianWriter out = new LittleEndianWriter();
        new InfoStream(info.info(), new NamedStreams(inOrderOfTheLinker), info.features()).encode(out);
        assertThat(out.toByteArray()).isEqualTo(bytes(pdb.stream(1)));

        MsfStream names = info.names().open(pdb, Name.of("/names")).orElseThrow();
        StringTableBuilder builder = new StringTableBuilder();
        for (StringTable.Walk walk = StringTable.read(names, 0, names.size()).walk(); walk.next(); ) {
            assertThat(builder.add(walk.name())).isEqualTo(walk.offset());
        }
        LittleEndianWriter table = new LittleEndianWriter();
        builder.encode(table);
        assertThat(table.toByteArray()).isEqualTo(bytes(names));
    }
}
