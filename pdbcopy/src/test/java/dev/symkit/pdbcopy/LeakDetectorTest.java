// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakDetectorTest {
    private static final String SECRET = "\0\1secret\0key";

    /** The secret at a position is the only finding; its first byte is zero. */
    private static void finds(LeakClass type, LeakPlace place, LeakyPdb pdb, int position) throws IOException {
        LeakReport report = pdb.leak(position, SECRET).inspect();
        byte[] head = report.findings().get(0).head().toByteArray();
        assertThat(report.findings())
                .containsExactly(new LeakFinding(type, place, position + 1L, 10, Slice.copyOf(head, 0, head.length)));
        assertThat(new String(head, ISO_8859_1)).startsWith(SECRET.substring(1));
        assertThat(head.length).isLessThanOrEqualTo(LeakFinding.MOST_HEAD);
        assertThat(report.total(type)).isEqualTo(new LeakTotal(1, 10));
        assertThat(report.bytes()).isEqualTo(10);
        assertThat(report.isClean()).isFalse();
    }

    private static void findsField(LeakClass type, int offset, int size) throws IOException {
        LeakReport report = LeakyPdb.clean()
                .leak(LeakyPdb.DBI + offset, "\7\7\7\7".substring(0, size))
                .inspect();
        assertThat(report.findings())
                .containsExactly(new LeakFinding(
                        type,
                        new LeakPlace.InStream(3, offset),
                        LeakyPdb.DBI + offset,
                        size,
                        Slice.copyOf(new byte[] {7, 7, 7, 7}, 0, size)));
    }

    @Test
    void aCleanFileHasNoFindings() throws IOException {
        LeakReport report = LeakyPdb.clean().inspect();
        assertThat(report.isClean()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.totals()).isEmpty();
        assertThat(report.bytes()).isZero();
    }

    @Test
    void pagesOfNoStream() throws IOException {
        LeakyPdb pdb = LeakyPdb.clean();
        finds(LeakClass.FREE_PAGE, new LeakPlace.InPage(8, 101), pdb, pdb.freePage() + 100);
        finds(LeakClass.FREE_PAGE, new LeakPlace.InPage(3, 1), LeakyPdb.clean(), 3 * LeakyPdb.PAGE);
    }

    @Test
    void bytesBehindTheLastPage() throws IOException {
        byte[] pdb = LeakyPdb.clean().bytes();
        byte[] longer = Arrays.copyOf(pdb, pdb.length + 9);
        longer[pdb.length + 8] = 1;
        assertThat(LeakDetector.inspect(ByteSource.of("t.pdb", longer)).findings())
                .containsExactly(new LeakFinding(
                        LeakClass.FREE_PAGE,
                        new LeakPlace.InPage(pdb.length / LeakyPdb.PAGE, 8),
                        pdb.length + 8L,
                        1,
                        Slice.copyOf(new byte[] {1}, 0, 1)));
    }

    @Test
    void behindTheEndOfAStream() throws IOException {
        int end = 4 * LeakyPdb.PAGE + LeakyPdb.INFO_SIZE;
        LeakPlace place = new LeakPlace.InStream(1, LeakyPdb.INFO_SIZE + 1);
        finds(LeakClass.STREAM_SLACK, place, LeakyPdb.clean(), end);
        assertThat(place).hasToString("stream 1 +0x00000035");
    }

    @Test
    void behindTheDirectoryItsMapAndTheHeader() throws IOException {
        LeakyPdb pdb = LeakyPdb.clean();
        int size = pdb.directorySize();
        finds(LeakClass.DIRECTORY_SLACK, new LeakPlace.InPage(9, size + 1), pdb, pdb.directory() + size);
        finds(LeakClass.DIRECTORY_SLACK, new LeakPlace.InPage(10, 5), LeakyPdb.clean(), 10 * LeakyPdb.PAGE + 4);
        finds(LeakClass.DIRECTORY_SLACK, new LeakPlace.InPage(0, 0x39), LeakyPdb.clean(), 0x38);
    }

    @Test
    void padsOfContributionsAndModules() throws IOException {
        findsField(LeakClass.CONTRIBUTION_PAD, LeakyPdb.CONTRIBUTION + 2, 2);
        findsField(LeakClass.CONTRIBUTION_PAD, LeakyPdb.CONTRIBUTION + 18, 2);
        findsField(LeakClass.CONTRIBUTION_PAD, LeakyPdb.MODULE + 4 + 2, 2);
        findsField(LeakClass.MODULE_PAD, LeakyPdb.MODULE, 4);
        findsField(LeakClass.MODULE_PAD, LeakyPdb.MODULE + 50, 2);
        findsField(LeakClass.MODULE_PAD, LeakyPdb.MODULE + 52, 4);
    }

    @Test
    void fieldsThatMeanSomethingAreNoFindings() throws IOException {
        LeakyPdb pdb = LeakyPdb.clean();
        int contribution = LeakyPdb.DBI + LeakyPdb.CONTRIBUTION;
        pdb.leak(contribution, "\1\1").leak(contribution + 4, "\1".repeat(14)).leak(contribution + 20, "\1".repeat(8));
        pdb.leak(LeakyPdb.DBI + LeakyPdb.MODULE + 36, "\1".repeat(14))
                .leak(LeakyPdb.DBI + LeakyPdb.MODULE + 56, "\1".repeat(8));
        assertThat(pdb.inspect().findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                SymbolKinds.S_PUB32,
                SymbolKinds.S_PROCREF,
                SymbolKinds.S_LPROCREF,
                SymbolKinds.S_DATAREF,
                SymbolKinds.S_ANNOTATIONREF,
                SymbolKinds.S_TOKENREF
            })
    void behindTheNameOfASymbol(int kind) throws IOException {
        LittleEndian symbols = LeakyPdb.symbol(kind, "abc", 0);
        int offset = symbols.size();
        symbols.bytes(LeakyPdb.symbol(kind, "ab", 2).toByteArray());
        int tail = offset + 4 + 10 + 3;
        byte[] leak = Arrays.copyOfRange(new byte[] {0x11, 0x12, 0x13}, 0, symbols.size() - tail);
        assertThat(leak).isNotEmpty();
        assertThat(LeakyPdb.withSymbols(symbols).inspect().findings())
                .containsExactly(new LeakFinding(
                        LeakClass.SYMBOL_TAIL,
                        new LeakPlace.InStream(LeakyPdb.SYMBOL_STREAM, tail),
                        LeakyPdb.SYMBOLS + tail,
                        leak.length,
                        Slice.copyOf(leak, 0, leak.length)));
    }

    @Test
    void otherKindsAndIncompleteRecordsAreLeftAlone() throws IOException {
        LittleEndian symbols = LeakyPdb.symbol(SymbolKinds.S_GDATA32, "name", 3);
        symbols.u16(14).u16(SymbolKinds.S_PUB32).padTo(symbols.size() + 10).text("ab"); // no NUL
        symbols.u16(6).u16(SymbolKinds.S_PUB32).text("abcd"); // no name
        assertThat(LeakyPdb.withSymbols(symbols).inspect().isClean()).isTrue();
    }

    @Test
    void oneFindingEvenIfItGoesOverTheEndOfAPage() throws IOException {
        LittleEndian symbols = LeakyPdb.symbol(SymbolKinds.S_PUB32, "n".repeat(480), 40);
        LeakReport report = LeakyPdb.withSymbols(symbols).inspect();
        assertThat(report.totals()).hasSize(1).containsEntry(LeakClass.SYMBOL_TAIL, new LeakTotal(1, 41));
        assertThat(report.findings().get(0).head().size()).isEqualTo(41);
    }

    @Test
    void manyFindingsAreCountedAndNotAllListed() throws IOException {
        LittleEndian symbols = new LittleEndian();
        for (int i = 0; i < LeakReport.MOST_LISTED + 100; i++) {
            symbols.bytes(LeakyPdb.symbol(SymbolKinds.S_PUB32, "name", 1).toByteArray());
        }
        LeakReport report = LeakyPdb.withSymbols(symbols).inspect();
        assertThat(report.findings()).hasSize(LeakReport.MOST_LISTED);
        assertThat(report.total(LeakClass.SYMBOL_TAIL)).isEqualTo(new LeakTotal(4196, 4196));
        assertThat(report.unlisted(LeakClass.SYMBOL_TAIL)).isEqualTo(100);
    }

    @Test
    void unusedPagesOfAFreePageMapAreCountedButNoLeak() throws IOException {
        byte[] pdb = MsfBuilder.big(512).nil().zeros(512 * 1024).build();
        Arrays.fill(pdb, 513 * 512, 515 * 512, (byte) 0xFF);
        assertThat(LeakDetector.inspect(ByteSource.of("t.pdb", pdb)).totals()).isEmpty();
        pdb[514 * 512 + 7] = 5;
        LeakReport report = LeakDetector.inspect(ByteSource.of("t.pdb", pdb));
        assertThat(report.isClean()).isTrue();
        assertThat(report.bytes()).isZero();
        assertThat(report.total(LeakClass.MAP_PAGE)).isEqualTo(new LeakTotal(1, 1));
        assertThat(report.findings().get(0).place()).isEqualTo(new LeakPlace.InPage(514, 7));
    }

    @Test
    void typePdbsHaveNoDbiStream() throws IOException {
        assertThat(LeakDetector.inspect(
                                ByteSource.of("t.pdb", new PdbBuilder().nilDbi().build()))
                        .isClean())
                .isTrue();
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        byte[] old = new PdbBuilder().pdb2().build();
        assertThatThrownBy(() -> LeakDetector.inspect(ByteSource.of("t.pdb", old)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED));
        assertThatThrownBy(() -> LeakDetector.inspect(ByteSource.of("t.pdb", new byte[100])))
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> LeakyPdb.withSymbolStream(1).inspect())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("stream 1 cannot hold symbol records");
        LittleEndian cut = new LittleEndian().u16(40).u16(SymbolKinds.S_PUB32);
        assertThatThrownBy(() -> LeakyPdb.withSymbols(cut).inspect()).isInstanceOf(FormatException.class);
    }
}
