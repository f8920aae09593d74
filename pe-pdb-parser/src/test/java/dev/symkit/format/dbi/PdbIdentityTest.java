// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.MeasuredSource;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.Props;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PdbIdentityTest {
    private static final UUID GUID = UUID.fromString("79628fa8-0cde-4dff-a5e1-822df281e8b0");
    private static final int BUDGET = 64 * 1024;

    private static MsfFile open(byte[] file) throws IOException {
        return MsfFile.open(ByteSource.of("a.pdb", file));
    }

    private static boolean anyLines(MsfFile msf) throws IOException {
        MsfStream dbi = msf.stream(DbiHeader.STREAM);
        return ModuleLines.anyIn(dbi, DbiHeader.read(dbi).orElseThrow());
    }

    private static boolean anyLines(PdbBuilder builder) throws IOException {
        return anyLines(open(builder.build()));
    }

    private static PdbInfo identify(MsfFile msf) throws IOException {
        PdbInfo info = PdbInfo.read(msf);
        MsfStream dbi = msf.stream(DbiHeader.STREAM);
        var header = DbiHeader.read(dbi);
        if (header.isPresent()) {
            ModuleLines.anyIn(dbi, header.get());
        }
        return info;
    }

    @Test
    void readsTheInfoStream() throws IOException {
        byte[] file = new PdbBuilder()
                .guid(GUID)
                .signature(0xFEDCBA98L)
                .infoAge(0xFFFFFFFFL)
                .build();
        PdbInfo info = PdbInfo.read(open(file));
        assertThat(info.version()).isEqualTo(20000404);
        assertThat(info.signature()).isEqualTo(0xFEDCBA98L);
        assertThat(info.age()).isEqualTo(0xFFFFFFFFL);
        assertThat(info.guid()).contains(GUID);
    }

    @Test
    void findsNoGuidInOldFiles() throws IOException {
        assertThat(PdbInfo.read(open(new PdbBuilder().pdb2().build())).guid()).isEmpty();
        assertThat(PdbInfo.read(open(new PdbBuilder().version(19990604).build()))
                        .guid())
                .isEmpty();
    }

    @Test
    void refusesAnInfoStreamThatIsNone() {
        assertThatThrownBy(() -> PdbInfo.read(open(new PdbBuilder().version(7).build())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("version 7");
        assertThatThrownBy(() -> PdbInfo.read(open(MsfBuilder.big(512).nil().build())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void everyTruncationOfTheInfoStreamIsReported() {
        byte[] info = new LittleEndian().u32(20000404).u32(1).u32(2).guid(GUID).toByteArray();
        for (int cut = 0; cut < info.length; cut++) {
            byte[] file =
                    MsfBuilder.big(512).nil().stream(Arrays.copyOf(info, cut)).build();
            assertThatThrownBy(() -> PdbInfo.read(open(file)))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED))
                    .hasMessageStartingWith("a.pdb: PDB info stream (1) +0x");
        }
    }

    @Test
    void readsTheDbiHeader() throws IOException {
        byte[] file = new PdbBuilder().dbiAge(30).dbiFlags(DbiHeader.STRIPPED).build();
        DbiHeader header = DbiHeader.read(open(file).stream(DbiHeader.STREAM)).orElseThrow();
        assertThat(header).isEqualTo(new DbiHeader(PdbBuilder.DBI_V70, 30, 0, DbiHeader.STRIPPED, 0x8664));
    }

    @Test
    void takesOnlyTheNewHeaderForOne() throws IOException {
        for (PdbBuilder builder : new PdbBuilder[] {
            new PdbBuilder().emptyDbi(),
            new PdbBuilder().nilDbi(),
            new PdbBuilder().missingDbi(),
            new PdbBuilder().oldDbiHeader()
        }) {
            assertThat(DbiHeader.read(open(builder.build()).stream(DbiHeader.STREAM)))
                    .isEmpty();
        }
    }

    @Test
    void everyTruncationOfTheDbiStreamIsReported() throws IOException {
        byte[] dbi =
                new PdbBuilder().module("a.obj", 0, 0).module("b.obj", 0, 0).dbiStream();
        for (int cut = 1; cut < dbi.length; cut++) {
            MsfFile msf = open(MsfBuilder.big(512).nil().nil().nil().stream(Arrays.copyOf(dbi, cut))
                    .build());
            assertThatThrownBy(() -> anyLines(msf))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("a.pdb: DBI stream (3) +0x");
        }
    }

    @Test
    void everyTruncationOfTheModuleListIsReported() throws IOException {
        byte[] dbi = new PdbBuilder().module("abcdefg.obj", 0, 0).dbiStream();
        for (int size = 1; size < dbi.length - DbiHeader.SIZE; size++) {
            byte[] changed = dbi.clone();
            changed[24] = (byte) size;
            MsfFile msf =
                    open(MsfBuilder.big(512).nil().nil().nil().stream(changed).build());
            if (size < 64 + "abcdefg.obj".length() + 2) {
                assertThatThrownBy(() -> anyLines(msf)).isInstanceOf(FormatException.class);
            } else {
                assertThat(anyLines(msf)).isFalse(); // only padding is missing
            }
        }
    }

    @Test
    void findsLinesOfEitherSortInAnyModule() throws IOException {
        assertThat(anyLines(new PdbBuilder())).isFalse();
        assertThat(anyLines(new PdbBuilder().module("a.obj", 0, 0).module("bc.obj", 0, 0)))
                .isFalse();
        assertThat(anyLines(new PdbBuilder().module("a.obj", 0, 0).module("bc.obj", 0, 1)))
                .isTrue();
        assertThat(anyLines(new PdbBuilder().module("a.obj", 0, 0).module("bcd.obj", 1, 0)))
                .isTrue();
        assertThat(anyLines(new PdbBuilder().module("a.obj", 0, 0x80000000L))).isTrue();
    }

    @Test
    void readsTheShortRecordsOfOldFiles() throws IOException {
        PdbBuilder none = new PdbBuilder().pdb2().dbiVersion(PdbBuilder.DBI_V50);
        assertThat(anyLines(none.module("a.obj", 0, 0).module("bc.obj", 0, 0))).isFalse();
        PdbBuilder some = new PdbBuilder().pdb2().dbiVersion(PdbBuilder.DBI_V50);
        assertThat(anyLines(some.module("a.obj", 0, 0).module("bc.obj", 8, 0))).isTrue();
    }

    @Test
    void walksListsLongerThanAChunk() {
        Props.forAll(3, 40, random -> random.nextInt(1, 4000), modules -> {
            PdbBuilder without = new PdbBuilder();
            PdbBuilder with = new PdbBuilder();
            for (int i = 0; i < modules; i++) {
                String name = "m".repeat(1 + i % 61) + i;
                without.module(name, 0, 0);
                with.module(name, 0, i == modules - 1 ? 4 : 0);
            }
            assertThat(anyLines(without)).isFalse();
            assertThat(anyLines(with)).isTrue();
        });
    }

    @Test
    void walksANameLongerThanAChunk() throws IOException {
        assertThat(anyLines(new PdbBuilder().module("x".repeat(200_000), 0, 0).module("b", 0, 1)))
                .isTrue();
    }

    @Test
    void refusesAModuleListOfNegativeSize() throws IOException {
        byte[] dbi = new PdbBuilder().dbiStream();
        dbi[27] = (byte) 0x80;
        byte[] file = MsfBuilder.big(512).nil().nil().nil().stream(dbi).build();
        assertThatThrownBy(() -> anyLines(open(file)))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("a.pdb: DBI stream (3) +0x00000018: a module list of -");
    }

    @Test
    void identifiesAFileOfSixGibibytesFromLittleOfIt() throws IOException {
        for (int pageSize : new int[] {4096, 8192}) {
            PdbBuilder builder = new PdbBuilder()
                    .in(MsfBuilder.big(pageSize))
                    .guid(GUID)
                    .typesSize(0xFFFFFFFEL)
                    .module("a.obj", 0, 8);
            MsfBuilder msf = builder.msf().zeros(2L << 30);
            MeasuredSource source = new MeasuredSource(msf.image());
            assertThat(source.size()).isGreaterThan(6L << 30);
            PdbInfo info = identify(MsfFile.open(source));
            assertThat(info.guid()).contains(GUID);
            assertThat(source.bytesRead()).isLessThanOrEqualTo(BUDGET);
        }
    }

    @Test
    void readsPagesBeyondFourGibibytes() throws IOException {
        byte[] marker = {1, 2, 3, 4};
        MeasuredSource source = new MeasuredSource(MsfBuilder.big(4096).zeros(3L << 30).zeros(2L << 30).stream(marker)
                .image());
        assertThat(MsfFile.open(source).stream(2).cursor(0, 4).bytes(4)).isEqualTo(marker);
    }

    @Test
    void everyTruncationOfAFileGivesAResultOrAFormatException() {
        byte[] file = new PdbBuilder()
                .in(MsfBuilder.big(512))
                .module("a.obj", 0, 0)
                .module("b.obj", 0, 4)
                .build();
        int failures = 0;
        for (int cut = 0; cut < file.length; cut++) {
            try {
                identify(open(Arrays.copyOf(file, cut)));
            } catch (FormatException expected) {
                failures++;
            } catch (IOException other) {
                throw new AssertionError(other);
            }
        }
        // The directory lies at the end of the file, so nearly every cut loses it.
        assertThat(failures).isGreaterThan(file.length - 512);
    }
}
