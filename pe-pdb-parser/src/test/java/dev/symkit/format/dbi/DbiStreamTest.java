// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.MeasuredSource;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.pdb.PdbParts;
import dev.symkit.format.pdb.StringTable;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DbiStreamTest {
    private static DbiStream open(byte[] file) throws IOException {
        return DbiStream.open(MsfFile.open(ByteSource.of("a.pdb", file))).orElseThrow();
    }

    private static List<Contribution> contributions(DbiStream dbi) throws IOException {
        List<Contribution> all = new ArrayList<>();
        for (ContributionWalk walk = dbi.contributions(); walk.next(); ) {
            Contribution c = walk.decode();
            assertThat(List.of(walk.section(), walk.size(), walk.module()))
                    .containsExactly(c.section(), c.size(), c.module());
            assertThat(walk.offset()).isEqualTo(c.offset());
            assertThat(walk.characteristics()).isEqualTo(c.characteristics());
            all.add(c);
        }
        return all;
    }

    @Test
    void readsTheHeader() throws IOException {
        DbiStream dbi = open(new DbiBuilder().build(new byte[1], new byte[1]));
        DbiFields fields = dbi.fields();
        assertThat(fields)
                .isEqualTo(new DbiFields(false, 19990903, 0xFFFFFFFEL, 5, 0x8E10, 6, 27045, 7, 3, 9, 5, 0x8664));
        assertThat(fields.toolMajor()).isEqualTo(14);
        assertThat(fields.toolMinor()).isEqualTo(16);
        assertThat(fields.isIncremental()).isTrue();
        assertThat(fields.isStripped()).isFalse();
        assertThat(fields.hasUnmergedTypes()).isTrue();
        assertThat(dbi.globalsStream()).hasValue(5);
        assertThat(dbi.publicsStream()).hasValue(6);
        assertThat(dbi.symbolsStream()).as("the container has no stream 7").isEmpty();
    }

    @Test
    void findsNothingInAStreamWithoutParts() throws IOException {
        DbiStream dbi = open(new DbiBuilder().build());
        assertThat(dbi.modules()).isEmpty();
        assertThat(dbi.contributions().next()).isFalse();
        assertThat(dbi.contributionIndex().module(1, 0)).isEmpty();
        assertThat(dbi.sectionMap()).isEmpty();
        assertThat(dbi.fileInfo().moduleCount()).isZero();
        assertThat(dbi.typeServers()).isEmpty();
        assertThat(dbi.ecNames()).isEmpty();
        assertThat(dbi.debugStreams().slotCount()).isZero();
        assertThat(dbi.debugStreams().sectionHeaders()).isEmpty();
    }

    @Test
    void takesAnEmptyOrMissingStreamForNone() throws IOException {
        for (byte[] file : List.of(
                new PdbBuilder().nilDbi().build(),
                new PdbBuilder().emptyDbi().build(),
                new PdbBuilder().missingDbi().build())) {
            assertThat(DbiStream.open(MsfFile.open(ByteSource.of("a.pdb", file))))
                    .isEmpty();
        }
    }

    @Test
    void readsModules() throws IOException {
        LittleEndian list = new LittleEndian();
        DbiBuilder.module(list, "c:\\a.obj", "c:\\a.lib", 5);
        DbiBuilder.module(list, "* Linker *", "", 0xFFFF);
        DbiBuilder.module(list, "", "b", 6);
        List<DbiModule> modules =
                open(new DbiBuilder().modules(list).build(new byte[4])).modules();
        Contribution first = new Contribution(1, 16, 32, 0x60000020, 0, 11, 0xFFFFFFFFL, 0);
        DbiModule expected = new DbiModule(
                0,
                Name.of("c:\\a.obj"),
                Name.of("c:\\a.lib"),
                OptionalInt.of(5),
                4,
                5,
                0xFFFFFFF0L,
                0,
                3,
                0x0703,
                first,
                1,
                2);
        assertThat(modules).hasSize(3);
        assertThat(modules.get(0)).isEqualTo(expected);
        assertThat(expected.hasEditAndContinue()).isTrue();
        assertThat(expected.typeServer()).isEqualTo(7);
        assertThat(modules.get(1).index()).isEqualTo(1);
        assertThat(modules.get(1).name()).isEqualTo(Name.of("* Linker *"));
        assertThat(modules.get(1).stream()).isEmpty();
        assertThat(modules.get(2).stream()).as("the container has no stream 6").isEmpty();
    }

    @Test
    void readsModulesOfBothOldHeaders() throws IOException {
        LittleEndian list = new LittleEndian();
        DbiBuilder.oldModule(list, "a.obj", "a.lib", 5);
        DbiBuilder.oldModule(list, "b.obj", "", 0xFFFF);
        DbiBuilder builder = new DbiBuilder().modules(list).version(PdbBuilder.DBI_V50);
        for (byte[] stream : List.of(builder.stream(), builder.oldStream())) {
            List<DbiModule> modules = open(DbiBuilder.file(stream, new byte[4])).modules();
            Contribution first = new Contribution(1, 16, 32, 0x60000020, 0, 0, 0, 0);
            assertThat(modules)
                    .element(0)
                    .isEqualTo(new DbiModule(
                            0, Name.of("a.obj"), Name.of("a.lib"), OptionalInt.of(5), 4, 5, 0, 6, 3, 1, first, 0, 0));
            assertThat(modules).hasSize(2);
        }
        DbiFields old = open(DbiBuilder.file(builder.oldStream())).fields();
        assertThat(old).isEqualTo(new DbiFields(true, 0, 0, 5, 0, 6, 0, 7, 0, 0, 0, 0));
    }

    @Test
    void readsContributionsOfEveryGeneration() throws IOException {
        LittleEndian v60 = DbiBuilder.contribution(new LittleEndian().u32(DbiBuilder.SC_V60), 2, 0xFFFFFFF0L, -1, 3);
        assertThat(contributions(open(new DbiBuilder().contributions(v60).build())))
                .containsExactly(new Contribution(2, 0xFFFFFFF0L, -1, 0x60000020, 3, 11, 0xFFFFFFFFL, 0));
        LittleEndian v2 = DbiBuilder.contribution(new LittleEndian().u32(DbiBuilder.SC_V2), 2, 4, 8, 3)
                .u32(6);
        assertThat(contributions(open(new DbiBuilder().contributions(v2).build())))
                .containsExactly(new Contribution(2, 4, 8, 0x60000020, 3, 11, 0xFFFFFFFFL, 6));
        LittleEndian sc40 = new LittleEndian();
        DbiBuilder.oldContribution(sc40, 2, 4, 8, 3);
        DbiBuilder.oldContribution(sc40, 3, 5, 9, 4);
        DbiBuilder v50 = new DbiBuilder().version(PdbBuilder.DBI_V50).contributions(sc40);
        assertThat(contributions(open(v50.build())))
                .containsExactly(
                        new Contribution(2, 4, 8, 0x60000020, 3, 0, 0, 0),
                        new Contribution(3, 5, 9, 0x60000020, 4, 0, 0, 0));
        LittleEndian sc20 =
                new LittleEndian().u16(2).u16(7).u32(4).u32(8).u16(3).u16(7);
        DbiBuilder v41 = new DbiBuilder().version(930803).contributions(sc20);
        for (byte[] stream : List.of(v41.stream(), v41.oldStream(), v41.version(19970606).stream())) {
            assertThat(contributions(open(DbiBuilder.file(stream))))
                    .containsExactly(new Contribution(2, 4, 8, 0, 3, 0, 0, 0));
        }
    }

    @Test
    void refusesAPartOfAContribution() {
        LittleEndian v60 = DbiBuilder.contribution(new LittleEndian().u32(DbiBuilder.SC_V60), 2, 4, 8, 3)
                .u8(0);
        assertThatThrownBy(
                        () -> open(new DbiBuilder().contributions(v60).build()).contributions())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("no whole number of records of 28 bytes");
    }

    /** Walks over many chunks, and looks addresses up in lists that are sorted and that are not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsModulesByAddress(boolean sorted) throws IOException {
        int count = 5000;
        LittleEndian list = new LittleEndian().u32(DbiBuilder.SC_V60);
        for (int i = 0; i < count; i++) {
            int n = sorted ? i : (int) (i * 3001L % count);
            DbiBuilder.contribution(list, 1 + n / 1000, n % 1000 * 16L, n % 7 == 0 ? 0 : 10, n);
        }
        DbiStream dbi = open(new DbiBuilder().contributions(list).build());
        assertThat(contributions(dbi)).hasSize(count);
        ContributionIndex index = dbi.contributionIndex();
        assertThat(index.count()).isEqualTo(count - (count + 6) / 7);
        for (int n = 0; n < count; n++) {
            int section = 1 + n / 1000;
            long offset = n % 1000 * 16L;
            if (n % 7 == 0) {
                assertThat(index.module(section, offset)).isEmpty();
            } else {
                assertThat(index.module(section, offset)).hasValue(n);
                assertThat(index.module(section, offset + 9)).hasValue(n);
                assertThat(index.module(section, offset + 10)).isEmpty();
            }
        }
        assertThat(index.module(0, 0)).isEmpty();
        assertThat(index.module(6, 0)).isEmpty();
        assertThat(index.module(0xFFFF, 0xFFFFFFFFL)).isEmpty();
    }

    @Test
    void readsTheSectionMap() throws IOException {
        LittleEndian map = new LittleEndian().u16(2).u16(2);
        map.u16(0x10D).u16(0).u16(0).u16(1).u16(0xFFFF).u16(0xFFFF).u32(0).u32(274);
        map.u16(0x208).u16(1).u16(2).u16(0).u16(3).u16(4).u32(5).u32(0xFFFFFFFFL);
        assertThat(open(new DbiBuilder().sectionMap(map).build()).sectionMap())
                .containsExactly(
                        new SectionMapEntry(0x10D, 0, 0, 1, 0xFFFF, 0xFFFF, 0, 274),
                        new SectionMapEntry(0x208, 1, 2, 0, 3, 4, 5, 0xFFFFFFFFL));
        assertThatThrownBy(() -> open(new DbiBuilder()
                                .sectionMap(new LittleEndian().u16(1).u16(1).padTo(23))
                                .build())
                        .sectionMap())
                .isInstanceOf(FormatException.class);
    }

    @Test
    void readsSourceFiles() throws IOException {
        LittleEndian info = new LittleEndian().u16(3).u16(99).u16(7).u16(7).u16(7);
        info.u16(2).u16(0).u16(1);
        info.u32(0).u32(2).u32(2).nulTerminated("a").nulTerminated("bc").pad(4);
        FileInfo files = open(new DbiBuilder().fileInfo(info).build()).fileInfo();
        assertThat(files.moduleCount()).isEqualTo(3);
        assertThat(files.fileCount()).isEqualTo(3);
        assertThat(files.fileCount(0)).isEqualTo(2);
        assertThat(files.fileCount(1)).isZero();
        assertThat(files.fileCount(3)).isZero();
        assertThat(files.file(0, 0)).isEqualTo(Name.of("a"));
        assertThat(files.file(0, 1)).isEqualTo(Name.of("bc"));
        assertThat(files.file(2, 0)).isEqualTo(Name.of("bc"));
        assertThat(files.nameOffset(2, 0)).isEqualTo(2);
        assertThatThrownBy(() -> files.file(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** The numbers of files and first files wrap at 65,536; only the counts of the modules are right. */
    @Test
    void countsMoreThan65535SourceFiles() throws IOException {
        int modules = 3;
        int each = 30_000;
        LittleEndian info = new LittleEndian().u16(modules).u16(modules * each);
        for (int i = 0; i < modules; i++) {
            info.u16(i * each);
        }
        for (int i = 0; i < modules; i++) {
            info.u16(each);
        }
        for (int i = 0; i < modules * each; i++) {
            info.u32(i == modules * each - 1 ? 2 : 0);
        }
        info.nulTerminated("x").nulTerminated("last");
        FileInfo files = open(new DbiBuilder().fileInfo(info).build()).fileInfo();
        assertThat(files.fileCount()).isEqualTo(90_000);
        assertThat(files.file(2, each - 1)).isEqualTo(Name.of("last"));
        assertThat(files.file(2, each - 2)).isEqualTo(Name.of("x"));
    }

    @Test
    void refusesFilesThatDoNotFit() throws IOException {
        LittleEndian counts = new LittleEndian().u16(1).u16(1).u16(0).u16(2).u32(0);
        assertThatThrownBy(() -> open(new DbiBuilder().fileInfo(counts).build()).fileInfo())
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        LittleEndian outside =
                new LittleEndian().u16(1).u16(1).u16(0).u16(1).u32(3).nulTerminated("ab");
        FileInfo files = open(new DbiBuilder().fileInfo(outside).build()).fileInfo();
        assertThatThrownBy(() -> files.file(0, 0))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("a.pdb: DBI stream (3) +0x00000048: a file name at 3");
    }

    @Test
    void readsTypeServersAndEcNames() throws IOException {
        LittleEndian servers = new LittleEndian();
        servers.u32(7).u32(0x1000).u32(2).u32(3).nulTerminated("n").nulTerminated("path");
        servers.pad(4).u32(7).u32(0x2000).u32(4).u32(5).nulTerminated("").nulTerminated("p");
        byte[] names = PdbParts.stringTable(1, "c:\\a.pdb");
        DbiStream dbi = open(new DbiBuilder()
                .typeServers(servers)
                .ecNames(names)
                .debugHeader(1, 2)
                .build());
        assertThat(dbi.typeServers())
                .containsExactly(
                        new TypeServer(0x1000, 2, 3, Name.of("n"), Name.of("path")),
                        new TypeServer(0x2000, 4, 5, Name.EMPTY, Name.of("p")));
        StringTable table = dbi.ecNames().orElseThrow();
        assertThat(table.name(1)).isEqualTo(Name.of("c:\\a.pdb"));
        assertThat(dbi.debugStreams().slotCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"24, -1", "24, 1000", "28, 0x7FFFFFFF", "32, 1", "36, -5", "40, 9", "48, 2", "52, 1"})
    void refusesPartsThatDoNotFit(int at, String size) {
        byte[] stream = new DbiBuilder().stream();
        byte[] value = new LittleEndian().u32(Long.decode(size)).toByteArray();
        System.arraycopy(value, 0, stream, at, 4);
        assertThatThrownBy(() -> open(DbiBuilder.file(stream)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessageStartingWith("a.pdb: DBI stream (3) +0x000000");
    }

    @Test
    void readsLittleToOpen() throws IOException {
        LittleEndian list = new LittleEndian();
        for (int i = 0; i < 5000; i++) {
            DbiBuilder.module(list, "m" + i, "", 0xFFFF);
        }
        MsfBuilder msf = MsfBuilder.big(4096).nil().nil().nil().stream(new DbiBuilder().modules(list).stream());
        MeasuredSource source = new MeasuredSource(msf.image());
        DbiStream dbi = DbiStream.open(MsfFile.open(source)).orElseThrow();
        assertThat(source.bytesRead()).isLessThan(1024);
        assertThat(dbi.modules()).hasSize(5000);
    }

    @Test
    void boundsTheNumberOfModules() throws IOException {
        LittleEndian list = new LittleEndian();
        for (int i = 0; i <= 1 << 16; i++) {
            list.bytes(new byte[68]);
        }
        DbiStream dbi = open(new DbiBuilder().modules(list).build());
        assertThatThrownBy(dbi::modules)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void refusesPartsThatAreTooLarge() throws IOException {
        long size = Limits.MAX_WINDOW / 20 * 20 + 20L;
        byte[] header = new DbiBuilder().stream();
        System.arraycopy(new LittleEndian().u32(size).toByteArray(), 0, header, 28, 4);
        MsfBuilder.Image image =
                MsfBuilder.big(65536).nil().nil().nil().zeros(size + 64).image();
        byte[] page = new byte[65536];
        System.arraycopy(header, 0, page, 0, 64);
        var pages = new HashMap<>(image.pages());
        pages.put(3L, page);
        MeasuredSource source = new MeasuredSource(new MsfBuilder.Image(image.pageSize(), image.pageCount(), pages));
        DbiStream dbi = DbiStream.open(MsfFile.open(source)).orElseThrow();
        assertThatThrownBy(dbi::contributionIndex)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
        assertThat(dbi.contributions().next()).as("a walk needs no memory").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lld/x86/full.pdb", "native/x86-omap/omap_stretched.pdb", "pdb20/CommandLine.pdb"})
    void damageToRealFilesIsSurvived(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        DbiReader.readAll(ByteSource.of("a.pdb", file));
        MsfFile pdb = MsfFile.open(ByteSource.of("a.pdb", file));
        int size = (int) pdb.stream(DbiHeader.STREAM).size();
        byte[] dbi = pdb.stream(DbiHeader.STREAM).cursor(0, size).bytes(size);
        SplittableRandom random = new SplittableRandom(size);
        for (int run = 0; run < 1500; run++) {
            byte[] damaged = dbi.clone();
            int at = run < 64 ? run % size : random.nextInt(size);
            damaged[at] = (byte) (run % 2 == 0 ? 0xFF : random.nextInt(256));
            DbiReader.readDamaged(DbiBuilder.file(damaged, new byte[40], new byte[64], new byte[200]));
            DbiReader.readDamaged(
                    DbiBuilder.file(Arrays.copyOf(dbi, random.nextInt(1, size)), new byte[3], new byte[9]));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lld/x64/stream.pdb",
                "managed/symreader/VB.pdb",
                "native/x64-rust/Native_x64_VSCode_Rust_DebugInfo_0.pdb"
            })
    void damageAnywhereInARealFileIsSurvived(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        DbiReader.readAll(ByteSource.of("a.pdb", file));
        int size = Math.min(file.length, 1 << 18);
        SplittableRandom random = new SplittableRandom(size);
        byte[] damaged = file.clone();
        for (int run = 0; run < 300; run++) {
            int at = random.nextInt(size);
            damaged[at] = (byte) random.nextInt(256);
            DbiReader.readDamaged(damaged);
            if (run % 4 == 3) {
                System.arraycopy(file, 0, damaged, 0, file.length);
            }
        }
    }
}
