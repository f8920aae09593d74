// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.rva.FpoData;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoffSymbolsTest {
    /** A section with its auxiliary record, a function with its size, a datum with a long name, a value of its own. */
    private static byte[] table() {
        LittleEndian out = new LittleEndian().u32(6).u32(32).padTo(32);
        out.text(".text").padTo(40).u32(0).u16(1).u16(0).u8(3).u8(1).padTo(68);
        out.text("_main@4\0").u32(0x10).u16(1).u16(0x20).u8(2).u8(1);
        out.u32(0).u32(0x33).padTo(104);
        out.u32(0).u32(4).u32(8).u16(2).u16(0).u8(2).u8(0);
        out.text("absolute").u32(7).u16(0xFFFF).u16(0).u8(2).u8(0);
        return out.u32(16).text("_longer_name").u8(0).toByteArray();
    }

    static IntStream cuts() {
        return IntStream.range(0, table().length);
    }

    private static DbgContent dbg(byte[] coff) throws IOException {
        return DbgContent.open(
                ByteSource.of("a.dbg", new DbgBuilder().entry(1, coff).build()));
    }

    @Test
    void readsNamesOfBothKindsAndSizes() throws IOException {
        assertThat(dbg(table()).coffSymbols())
                .containsExactly(
                        new CoffSymbol(Name.of(".text"), 0, 1, 0, 3, 1, 0),
                        new CoffSymbol(Name.of("_main@4"), 0x10, 1, 0x20, 2, 1, 0x33),
                        new CoffSymbol(Name.of("_longer_name"), 8, 2, 0, 2, 0, 0),
                        new CoffSymbol(Name.of("absolute"), 7, -1, 0, 2, 0, 0));
        assertThat(dbg(table()).coffSymbols().stream().map(CoffSymbol::isFunction))
                .containsExactly(false, true, false, false);
    }

    @Test
    void aFileNeedsNoSymbols() throws IOException {
        DbgContent none = DbgContent.open(ByteSource.of("a.dbg", new DbgBuilder().build()));
        assertThat(none.coffSymbols()).isEmpty();
        assertThat(none.fpo()).isEmpty();
        byte[] file = new DbgBuilder().entry(1, table()).build();
        DbgContent cut = DbgContent.open(ByteSource.of("a.dbg", Arrays.copyOf(file, file.length - 1)));
        assertThat(cut.coffSymbols()).isEmpty();
    }

    @ParameterizedTest(name = "cut at {0}")
    @MethodSource("cuts")
    void everyTruncationIsReported(int length) throws IOException {
        DbgContent dbg = dbg(Arrays.copyOf(table(), length));
        assertThatThrownBy(dbg::coffSymbols)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED))
                .hasMessageStartingWith("a.dbg: COFF symbols +0x");
    }

    @Test
    void changedBytesGiveSymbolsOrAreReported() throws IOException {
        byte[] whole = table();
        for (int i = 0; i < 8 * whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            try {
                List<CoffSymbol> symbols = dbg(changed).coffSymbols();
                assertThat(symbols.size()).isLessThanOrEqualTo(6);
            } catch (FormatException e) {
                assertThat(e).hasMessageStartingWith("a.dbg: COFF symbols +0x");
            }
        }
    }

    @Test
    void readsFpoRecords() throws IOException {
        byte[] record = new LittleEndian()
                .u32(0x1010)
                .u32(0x33)
                .u32(2)
                .u16(1)
                .u16(0x1207)
                .toByteArray();
        DbgContent dbg = DbgContent.open(
                ByteSource.of("a.dbg", new DbgBuilder().entry(3, record).build()));
        assertThat(dbg.fpo().orElseThrow().get(0)).isEqualTo(new FpoData(0x1010, 0x33, 2, 1, 0x1207));
    }
}
