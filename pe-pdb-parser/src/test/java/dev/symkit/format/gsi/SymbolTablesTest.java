// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SymbolTablesTest {
    private static final class Bytes implements RandomBytes {
        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        static Bytes of(LittleEndianWriter writer) {
            return new Bytes(writer.toByteArray());
        }

        @Override
        public Origin origin() {
            return new Origin("test", "stream", 0);
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long offset, byte[] into, int at, int length) throws FormatException {
            System.arraycopy(bytes, (int) offset, into, at, length);
        }
    }

    private static PublicSymbol publicSymbol(String name, int segment, long offset) {
        return new PublicSymbol(SymbolKinds.S_PUB32, 2, offset, segment, Name.of(name));
    }

    @Test
    void noSymbolsAreAHeaderOnly() {
        SymbolTables tables = new SymbolTables(List.of());

        assertThat(tables.records().size()).isZero();
        assertThat(tables.globals().toByteArray())
                .containsExactly(-1, -1, -1, -1, 0x1A, 0x09, 0x2F, 0xF1, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(tables.publics().size()).isEqualTo(28 + 16);
    }

    @Test
    void recordsByByte() {
        SymbolTables tables = new SymbolTables(List.of(publicSymbol("b", 1, 0x10), publicSymbol("a", 2, 0x20)));
        int reference = tables.add(new ReferenceSymbol(SymbolKinds.S_LPROCREF, 0, 4, 3, Name.of("static")));

        assertThat(reference).isEqualTo(32);
        assertThat(tables.records().toByteArray())
                .containsExactly(
                        14, 0, 0x0E, 0x11, 2, 0, 0, 0, 0x20, 0, 0, 0, 2, 0, 'a', 0, //
                        14, 0, 0x0E, 0x11, 2, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 'b', 0, //
                        22, 0, 0x27, 0x11, 0, 0, 0, 0, 4, 0, 0, 0, 3, 0, 's', 't', 'a', 't', 'i', 'c', 0, 0, 0, 0);
        byte[] publics = tables.publics().toByteArray();
        assertThat(java.util.Arrays.copyOfRange(publics, publics.length - 8, publics.length))
                .as("address map")
                .containsExactly(16, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void everySymbolIsFound() throws IOException {
        Random random = new Random(5);
        List<PublicSymbol> publics = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String name = "?f" + Integer.toString(random.nextInt(1 << 16), 36) + (i % 50 == 0 ? "é" : "") + "@@YAXXZ";
            publics.add(publicSymbol(i % 3 == 0 ? name.toUpperCase(java.util.Locale.ROOT) : name, i % 7, i));
        }
        SymbolTables tables = new SymbolTables(publics);
        List<ReferenceSymbol> references = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ReferenceSymbol reference =
                    new ReferenceSymbol(SymbolKinds.S_LPROCREF, 0, 4 + i * 8L, 1 + i / 10, Name.of("local" + i % 100));
            references.add(reference);
            tables.add(reference);
        }
        Collections.shuffle(publics, random);
        SymbolTables again = new SymbolTables(publics);
        references.forEach(again::add);
        assertThat(again.records().toByteArray()).isEqualTo(tables.records().toByteArray());
        assertThat(again.publics().toByteArray()).isEqualTo(tables.publics().toByteArray());

        SymbolRecords records = new SymbolRecords(Bytes.of(tables.records()));
        PublicsStream publicStream = PublicsStream.open(Bytes.of(tables.publics()), records, false);
        SymbolFinder finder = publicStream.finder();
        for (PublicSymbol each : publics) {
            assertThat(finder.find(each.name())).contains(each);
        }
        assertThat(finder.find(Name.of("absent"))).isEmpty();
        SymbolFinder globals =
                GlobalsStream.open(Bytes.of(tables.globals()), records, false).finder();
        for (ReferenceSymbol each : references) {
            assertThat(globals.find(each.name())).contains(each);
        }
        List<Symbol> byAddress = new ArrayList<>();
        for (SymbolWalk walk = publicStream.inAddressOrder(); walk.next(); ) {
            byAddress.add(walk.symbol().decode());
        }
        assertThat(byAddress).hasSameSizeAs(publics).isSortedAccordingTo((a, b) -> {
            PublicSymbol first = (PublicSymbol) a;
            PublicSymbol second = (PublicSymbol) b;
            int sections = Integer.compare(first.segment(), second.segment());
            return sections != 0 ? sections : Long.compare(first.offset(), second.offset());
        });
    }

    /** The order in a bucket is the one of the original: the index of references of a stripped PDB comes out byte for byte. */
    @Test
    void theHashOfAStrippedPdbIsTheSame() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        byte[] file = corpus.bytes("native/x86-stripped-firefox/basic32-min.pdb");
        PdbFile pdb = PdbFile.open(ByteSource.of("basic32-min.pdb", file));
        List<PublicSymbol> publics = new ArrayList<>();
        List<ReferenceSymbol> references = new ArrayList<>();
        for (var reader = pdb.symbolRecords().orElseThrow().inOrder(); reader.next(); ) {
            Symbol symbol = reader.decode();
            if (symbol instanceof PublicSymbol each) {
                publics.add(each);
            } else {
                references.add((ReferenceSymbol) symbol);
            }
        }
        SymbolTables tables = new SymbolTables(publics);
        references.forEach(tables::add);

        var globals =
                pdb.container().stream(pdb.dbi().orElseThrow().globalsStream().getAsInt());
        byte[] expected = new byte[(int) globals.size()];
        globals.read(0, expected, 0, expected.length);
        assertThat(tables.globals().toByteArray()).isEqualTo(expected);
        var publicStream =
                pdb.container().stream(pdb.dbi().orElseThrow().publicsStream().getAsInt());
        assertThat(tables.publics().size()).isEqualTo((int) publicStream.size());
        assertThat(tables.records().size())
                .isEqualTo((int) pdb.symbolRecords().orElseThrow().stream().size());
    }
}
