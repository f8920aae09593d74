// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InfoStreamTest {
    private static MsfFile open(byte[] file) throws IOException {
        return MsfFile.open(ByteSource.of("a.pdb", file));
    }

    private static MsfFile withInfo(byte[] info) throws IOException {
        return open(MsfBuilder.big(512).nil().stream(info).build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void readsNamesAndFeatures() throws IOException {
        MsfFile pdb = open(new PdbParts()
                .named("/names", bytes("one"))
                .named("/LinkInfo", new byte[0])
                .feature(PdbFeatures.VC140)
                .feature(PdbFeatures.MINIMAL)
                .feature(7)
                .build());
        InfoStream info = InfoStream.read(pdb);
        assertThat(info.info()).isEqualTo(PdbInfo.read(pdb));
        assertThat(info.names().entries())
                .containsExactly(
                        new NamedStreams.Entry(Name.of("/names"), 5), new NamedStreams.Entry(Name.of("/LinkInfo"), 6));
        assertThat(info.names().find(Name.of("/names"))).hasValue(5);
        assertThat(info.names().find(Name.of("/NAMES"))).isEmpty();
        assertThat(info.names().open(pdb, Name.of("/names")).orElseThrow().size())
                .isEqualTo(3);
        assertThat(info.names().open(pdb, Name.of("/none"))).isEmpty();
        assertThat(info.features().codes()).containsExactly(PdbFeatures.VC140, PdbFeatures.MINIMAL, 7L);
        assertThat(info.features().hasIds()).isTrue();
        assertThat(info.features().isMini()).isTrue();
        assertThat(info.features().hasUnmergedTypes()).isFalse();
    }

    @Test
    void takesNamesOfStreamsThatDoNotExistAsAbsent() throws IOException {
        LittleEndian out = new LittleEndian().u32(20000404).u32(1).u32(1).padTo(28);
        PdbParts.names(out, List.of("a", "b", "c"), List.of(-1, 0, 100));
        MsfFile pdb = withInfo(out.toByteArray());
        NamedStreams names = InfoStream.read(pdb).names();
        assertThat(names.find(Name.of("a"))).hasValue(0xFFFFFFFFL);
        for (String name : List.of("a", "b", "c")) {
            assertThat(names.open(pdb, Name.of(name))).isEmpty();
        }
    }

    @Test
    void findsNeitherInStreamsOfTheFixedPart() throws IOException {
        InfoStream old = InfoStream.read(open(new PdbBuilder().pdb2().build()));
        assertThat(old.names()).isEqualTo(NamedStreams.NONE);
        assertThat(old.features()).isEqualTo(PdbFeatures.NONE);
        assertThat(old.features().hasIds()).isFalse();
        byte[] fixed = new LittleEndian().u32(20000404).padTo(28).toByteArray();
        assertThat(InfoStream.read(withInfo(fixed)).names().entries()).isEmpty();
    }

    @Test
    void readsAMapWithRemovedEntries() throws IOException {
        byte[] info = new LittleEndian()
                .u32(20000404)
                .padTo(28)
                .u32(2)
                .nulTerminated("x")
                .u32(1)
                .u32(40)
                .u32(2)
                .u32(0)
                .u32(0x80)
                .u32(1)
                .u32(3)
                .u32(0)
                .u32(9)
                .toByteArray();
        assertThat(InfoStream.read(withInfo(info)).names().entries())
                .containsExactly(new NamedStreams.Entry(Name.of("x"), 9));
    }

    @Test
    void refusesMapsThatContradictThemselves() throws IOException {
        byte[] sound = new PdbParts().named("abc", new byte[0]).infoStream();
        int count = 28 + 4 + 4;
        int[][] changes = {{28, 0xFF}, {count, 2}, {count + 4, 0}, {count + 12, 3}, {count + 20, 4}};
        for (int[] change : changes) {
            byte[] bad = sound.clone();
            bad[change[0]] = (byte) change[1];
            assertThatThrownBy(() -> InfoStream.read(withInfo(bad)))
                    .as(Arrays.toString(change))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("a.pdb: PDB info stream (1) +0x");
        }
    }

    /** Many entries that share one long name would take far more memory than the stream. */
    @Test
    void refusesNamesThatOverlap() {
        LittleEndian out = new LittleEndian().u32(20000404).padTo(28);
        out.u32(1000).text("n".repeat(999)).u8(0);
        PdbParts.slots(out, 2);
        out.u32(0).u32(1).u32(1).u32(2);
        assertThatThrownBy(() -> InfoStream.read(withInfo(out.toByteArray()))).isInstanceOf(FormatException.class);
    }

    @Test
    void everyTruncationIsReportedOrGivesFewerFeatures() throws IOException {
        byte[] info = new PdbParts()
                .named("/names", new byte[0])
                .named("x", new byte[0])
                .feature(PdbFeatures.VC110)
                .infoStream();
        int optional = info.length - 8;
        for (int cut = 29; cut < info.length; cut++) {
            MsfFile pdb = withInfo(Arrays.copyOf(info, cut));
            if (cut >= optional) {
                assertThat(InfoStream.read(pdb).features().codes()).isEmpty();
            } else {
                assertThatThrownBy(() -> InfoStream.read(pdb))
                        .isInstanceOfSatisfying(
                                FormatException.class,
                                e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
            }
        }
    }

    @Test
    void findsTheNamesOfTheManifest() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            int at = row.facts().indexOf("namedStreams=");
            if (at < 0 || !row.path().endsWith("pdb") || row.path().startsWith("malformed/")) {
                continue;
            }
            String fact = row.facts().substring(at + "namedStreams=".length());
            Set<String> expected = new TreeSet<>(List.of(fact.split(";", -1)[0].split(",", -1)));
            MsfFile pdb = MsfFile.open(ByteSource.of(row.path(), corpus.bytes(row.path())));
            Set<String> found = new TreeSet<>();
            for (NamedStreams.Entry entry : InfoStream.read(pdb).names().entries()) {
                if (!entry.name().toString().startsWith("/src/files/")) {
                    found.add(entry.name().toString());
                }
            }
            expected.removeIf(name -> name.startsWith("/src/files/"));
            assertThat(found).as(row.path()).isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isGreaterThan(30);
    }
}
