// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolReaderTest {
    private static final byte[] END = SymbolBytes.record(SymbolKinds.S_END, new LittleEndian());

    private static SymbolReader over(byte[] records) throws IOException {
        return new SymbolReader(SymbolBytes.stream(records), 0, records.length);
    }

    @Test
    void walksOverThePartItWasGiven() throws IOException {
        byte[] bytes = new LittleEndian()
                .u32(4)
                .bytes(SymbolBytes.pub(1, 0x10, "main"))
                .bytes(END)
                .u32(0xFFFFFFFFL)
                .toByteArray();
        SymbolReader reader = new SymbolReader(SymbolBytes.stream(bytes), 4, bytes.length - 4);
        assertThat(reader.kind()).isEqualTo(-1);
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo(SymbolKinds.S_PUB32);
        assertThat(reader.offset()).isEqualTo(4);
        assertThat(reader.length()).isEqualTo(20);
        assertThat(reader.bodyEnd() - reader.bodyStart()).isEqualTo(16);
        assertThat(reader.u32(4)).isEqualTo(0x10);
        assertThat(reader.u16(8)).isEqualTo(1);
        assertThat(reader.u8(0)).isEqualTo(2);
        assertThat(reader.place()).isEqualTo(new Origin("t.pdb", "stream 8", 4));
        assertThat(reader.next()).isTrue();
        assertThat(reader.decode()).isEqualTo(new ScopeEndSymbol(SymbolKinds.S_END));
        assertThat(reader.nameStart()).isEqualTo(-1);
        assertThat(reader.hasName(Name.EMPTY)).isFalse();
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void keepsAKindThatIsNotKnown() throws IOException {
        SymbolReader reader = over(SymbolBytes.record(0x7ABC, new LittleEndian().u32(0x04030201)));
        assertThat(reader.next()).isTrue();
        assertThat(reader.decode()).hasToString("UnknownSymbol[kind=31420, data=01020304]");
        assertThat(reader.nameStart()).isEqualTo(-1);
    }

    @Test
    void readsTheNameBehindOldReferences() throws IOException {
        byte[] bytes = new LittleEndian()
                .u16(14)
                .u16(SymbolKinds.S_PROCREF_ST)
                .u32(0)
                .u32(72)
                .u16(1)
                .u16(0)
                .u8(5)
                .text("hello")
                .u16(0)
                .bytes(END)
                .toByteArray();
        SymbolReader reader = over(bytes);
        assertThat(reader.next()).isTrue();
        assertThat(reader.length()).isEqualTo(24);
        assertThat(reader.hasName(Name.of("hello"))).isTrue();
        assertThat(reader.decode())
                .isEqualTo(new ReferenceSymbol(SymbolKinds.S_PROCREF_ST, 0, 72, 1, Name.of("hello")));
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo(SymbolKinds.S_END);
        for (int cut = 1; cut < 24; cut++) {
            SymbolReader part = new SymbolReader(SymbolBytes.stream(bytes), 0, cut);
            assertThatThrownBy(part::next).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void refusesALengthBelowTwo() throws IOException {
        SymbolReader reader = over(new LittleEndian().bytes(END).u32(1).toByteArray());
        assertThat(reader.next()).isTrue();
        assertThatThrownBy(reader::next)
                .isInstanceOf(FormatException.class)
                .hasMessage("t.pdb: stream 8 +0x00000004: a symbol record has length 1, at least 2 is needed");
    }

    @Test
    void everyTruncationIsReportedWithTheOffsetOfTheRecord() throws IOException {
        byte[] second = SymbolBytes.pub(1, 2, "name");
        byte[] bytes = new LittleEndian().bytes(END).bytes(second).toByteArray();
        for (int end = 5; end < bytes.length; end++) {
            SymbolReader reader = new SymbolReader(SymbolBytes.stream(bytes), 0, end);
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next).isInstanceOfSatisfying(FormatException.class, e -> {
                assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED);
                assertThat(e.offset()).isEqualTo(4);
            });
        }
    }

    @Test
    void refusesANameWithoutEnd() throws IOException {
        byte[] record = SymbolBytes.record(
                SymbolKinds.S_UDT, new LittleEndian().u32(0x1000).text("abcdefghijkl"));
        SymbolReader reader = over(record);
        assertThat(reader.next()).isTrue();
        assertThatThrownBy(reader::nameLength)
                .isInstanceOf(FormatException.class)
                .hasMessage("t.pdb: stream 8 +0x00000008: a name is not ended by NUL");
        SymbolReader empty = over(SymbolBytes.record(SymbolKinds.S_UDT, new LittleEndian().u32(0x1000)));
        assertThat(empty.next()).isTrue();
        assertThatThrownBy(empty::nameStart)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("+0x00000008: 1 bytes are needed here");
        assertThatThrownBy(() -> empty.u16(3)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> empty.u16(-3)).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesAPartThatDoesNotExist() {
        for (long[] part : new long[][] {{4, 2}, {-1, 0}, {0, 5}, {0, Long.MAX_VALUE}}) {
            assertThatThrownBy(() -> new SymbolReader(SymbolBytes.stream(END), part[0], part[1]))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("do not fit the 4 bytes");
        }
    }

    /** Records of all sizes up to the largest one, so that many cross the ends of chunks. */
    private static byte[] many(List<Long> offsets) {
        LittleEndian out = new LittleEndian();
        for (int i = 0; i < 4000; i++) {
            offsets.add((long) out.size());
            int length = i == 1000 ? 0xFFE0 : i % 300;
            out.bytes(SymbolBytes.record(
                    SymbolKinds.S_UDT,
                    new LittleEndian().u32(i).text("n".repeat(length)).u8(0)));
        }
        return out.toByteArray();
    }

    @Test
    void readsRecordsAcrossTheEndsOfChunksInOrderAndInAnyOrder() throws IOException {
        List<Long> offsets = new ArrayList<>();
        byte[] bytes = many(offsets);
        SymbolReader inOrder = over(bytes);
        for (int i = 0; i < offsets.size(); i++) {
            assertThat(inOrder.next()).isTrue();
            check(inOrder, i, offsets);
        }
        assertThat(inOrder.next()).isFalse();
        SymbolReader anyOrder = SymbolReader.inAnyOrder(SymbolBytes.stream(bytes));
        for (SymbolReader reader : new SymbolReader[] {anyOrder, inOrder}) {
            for (int step = 0, i = 0; step < offsets.size(); step++, i = (i + 1237) % offsets.size()) {
                reader.moveTo(offsets.get(i));
                check(reader, i, offsets);
            }
        }
        anyOrder.moveTo(offsets.get(999));
        assertThat(anyOrder.next()).isTrue();
        check(anyOrder, 1000, offsets);
    }

    private static void check(SymbolReader reader, int index, List<Long> offsets) throws IOException {
        int length = index == 1000 ? 0xFFE0 : index % 300;
        if (reader.offset() != offsets.get(index)
                || reader.i32(0) != index
                || reader.nameLength() != length
                || (length > 0 && reader.buffer()[reader.nameStart() + length - 1] != 'n')) {
            throw new AssertionError("record " + index + " is read as " + reader.decode());
        }
    }

    @Test
    void goesToAnotherStreamWithTheSameBuffer() throws IOException {
        SymbolReader reader = over(SymbolBytes.pub(1, 2, "a"));
        assertThat(reader.next()).isTrue();
        byte[] other = SymbolBytes.pub(1, 2, "b");
        reader.reset(SymbolBytes.stream(other), 0, other.length);
        assertThat(reader.next()).isTrue();
        assertThat(reader.hasName(Name.of("b"))).isTrue();
        assertThat(reader.next()).isFalse();
        SymbolReader anyOrder = SymbolReader.inAnyOrder(SymbolBytes.stream(other));
        assertThatThrownBy(() -> anyOrder.reset(SymbolBytes.stream(other), 0, 4))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToMoveOutside() throws IOException {
        SymbolReader reader = over(END);
        for (long offset : new long[] {-1, 4, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> reader.moveTo(offset))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("there is no symbol record at " + offset);
        }
    }

    @Test
    void tracksScopes() throws IOException {
        ScopeTracker scopes = new ScopeTracker(new Origin("t.pdb", "stream 8", 0));
        assertThat(scopes.enter(SymbolKinds.S_OBJNAME, 4)).isEqualTo(ScopeTracker.NONE);
        assertThat(scopes.enter(SymbolKinds.S_GPROC32, 8)).isEqualTo(ScopeTracker.NONE);
        assertThat(scopes.enter(SymbolKinds.S_INLINESITE, 12)).isEqualTo(8);
        assertThat(scopes.enter(SymbolKinds.S_LOCAL, 16)).isEqualTo(12);
        assertThat(scopes.depth()).isEqualTo(2);
        assertThat(scopes.enter(SymbolKinds.S_INLINESITE_END, 20)).isEqualTo(12);
        assertThat(scopes.innermost()).isEqualTo(8);
        assertThat(scopes.enter(SymbolKinds.S_END, 24)).isEqualTo(8);
        assertThat(scopes.depth()).isZero();
        assertThatThrownBy(() -> scopes.enter(SymbolKinds.S_END, 28))
                .isInstanceOf(FormatException.class)
                .hasMessage("t.pdb: stream 8 +0x0000001C: the end of a scope, but none is open");
    }

    @Test
    void limitsTheDepthOfScopes() throws IOException {
        ScopeTracker scopes = new ScopeTracker(new Origin("t.pdb", "stream 8", 0));
        for (int i = 0; i < Limits.MAX_SCOPES; i++) {
            scopes.enter(SymbolKinds.S_BLOCK32, 4 + i * 4L);
        }
        assertThatThrownBy(() -> scopes.enter(SymbolKinds.S_BLOCK32, 0x10))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }
}
