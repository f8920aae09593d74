// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static dev.symkit.format.codeview.LeafKind.LF_ARRAY;
import static dev.symkit.format.codeview.LeafKind.LF_ENUM;
import static dev.symkit.format.codeview.LeafKind.LF_ENUMERATE;
import static dev.symkit.format.codeview.LeafKind.LF_FIELDLIST;
import static dev.symkit.format.codeview.LeafKind.LF_INDEX;
import static dev.symkit.format.codeview.LeafKind.LF_MODIFIER;
import static dev.symkit.format.codeview.LeafKind.LF_POINTER;
import static dev.symkit.format.codeview.LeafKind.LF_PROCEDURE;
import static dev.symkit.format.codeview.LeafKind.LF_STRING_ID;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.symkit.format.codeview.Field;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.TpiBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypeStreamTest {
    private static final int HASH_STREAM = 5;
    private static final int MANY = 100;

    /** What there is beside the records. */
    enum Beside {
        NOTHING,
        VALUES,
        VALUES_AND_PAIRS,
        WRONG_PAIRS,
        WRONG_VALUES
    }

    private static TypeStream open(byte[] pdb) throws IOException {
        return TypeStream.open(MsfFile.open(ByteSource.of("t.pdb", pdb)), TypeStream.TPI)
                .orElseThrow();
    }

    private static TypeStream open(TpiBuilder types, Beside beside) throws IOException {
        if (beside == Beside.NOTHING) {
            return open(types.pdb(new byte[0]));
        }
        TypeReader reader = open(types.pdb(new byte[0])).reader();
        List<Integer> values = new ArrayList<>();
        while (reader.next()) {
            values.add(beside == Beside.WRONG_VALUES ? 7 : TypeHash.of(reader, TpiHeader.V80));
        }
        boolean pairs = beside == Beside.VALUES_AND_PAIRS || beside == Beside.WRONG_PAIRS;
        byte[] hash = types.hashStream(HASH_STREAM, pairs).hash(values);
        if (beside == Beside.WRONG_PAIRS) {
            hash[values.size() * 4 + 12] ^= 4;
        }
        return open(types.pdb(hash));
    }

    private static long structure(TpiBuilder types, int properties, String name, String unique) {
        return types.add(LF_STRUCTURE, out -> {
            out.u16(0)
                    .u16(properties | (unique.isEmpty() ? 0 : 0x200))
                    .u32(0)
                    .u32(0)
                    .u32(0)
                    .u16((properties & 0x80) != 0 ? 0 : 8);
            out.nulTerminated(name);
            if (!unique.isEmpty()) {
                out.nulTerminated(unique);
            }
        });
    }

    private static TpiBuilder strings(int count) {
        TpiBuilder types = new TpiBuilder();
        for (int i = 0; i < count; i++) {
            String text = "x".repeat(i);
            types.add(LF_STRING_ID, out -> out.u32(0).nulTerminated(text));
        }
        return types;
    }

    @ParameterizedTest
    @EnumSource
    void findsEveryRecordByItsIndex(Beside beside) throws IOException {
        TypeStream types = open(strings(MANY), beside);
        assertThat(types.count()).isEqualTo(MANY);
        for (int i = MANY - 1; i >= 0; i--) {
            var text = (TypeRecord.StringId) types.typeAt(TpiBuilder.FIRST + i);
            assertThat(text.text().size()).isEqualTo(i);
        }
        TypeReader reader = types.readerAt(TpiBuilder.FIRST + 33);
        assertThat(reader.next()).isTrue();
        assertThat(reader.typeIndex()).isEqualTo(TpiBuilder.FIRST + 33);
    }

    @Test
    void anIndexOutOfRangeIsReported() throws IOException {
        TypeStream types = open(strings(3), Beside.NOTHING);
        for (long index : new long[] {0, 0xFFF, 0x1003, -1, 0xFFFFFFFFL}) {
            assertThat(types.contains(index)).isFalse();
            assertThatThrownBy(() -> types.typeAt(index))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsDefinitionsByName(Beside beside) throws IOException {
        TpiBuilder builder = new TpiBuilder();
        long declared = structure(builder, 0x80, "Point", ".?AUPoint@@");
        long first = structure(builder, 0, "Point", ".?AUPoint@@");
        long second = structure(builder, 0, "Point", ".?AUPoint@1@@");
        long local = structure(builder, 0x100, "f::Local", ".?AULocal@?1??f@@");
        long localDeclared = structure(builder, 0x180, "f::Local", ".?AULocal@?1??f@@");
        long unnamed = structure(builder, 0, "A::<unnamed-tag>", ".?AU<unnamed-type-x>@A@@");
        long missing = structure(builder, 0x80, "Nowhere", ".?AUNowhere@@");
        long plain = structure(builder, 0, "Plain", "");
        long plainDeclared = structure(builder, 0x80, "Plain", ".?AUPlain@@");
        TypeStream types = open(builder, beside);
        assertThat(types.findByName(Name.of("Point"))).isEqualTo(second);
        assertThat(types.findByName(Name.of("f::Local"))).isEqualTo(local);
        assertThat(types.findByName(Name.of("A::<unnamed-tag>"))).isEqualTo(unnamed);
        assertThat(types.findByName(Name.of("Nowhere"))).isEqualTo(TypeStream.UNKNOWN);
        assertThat(types.findByName(Name.of("point"))).isEqualTo(TypeStream.UNKNOWN);
        assertThat(types.findByUniqueName(Name.of(".?AUPoint@@"))).isEqualTo(first);
        assertThat(types.definitionOf(declared)).isEqualTo(first);
        assertThat(types.definitionOf(first)).isEqualTo(first);
        assertThat(types.definitionOf(localDeclared)).isEqualTo(local);
        assertThat(types.definitionOf(missing)).isEqualTo(TypeStream.UNKNOWN);
        assertThat(types.definitionOf(plainDeclared)).isEqualTo(plain);
        assertThat(types.definitionOf(0x74)).isEqualTo(0x74);
        assertThat(types.definitionOf(0x2000)).isEqualTo(TypeStream.UNKNOWN);
    }

    @Test
    void manyLookUpsFindTheSame() throws IOException {
        TpiBuilder builder = new TpiBuilder();
        for (int i = 0; i < 1000; i++) {
            structure(builder, 0, "S" + i, "");
        }
        TypeStream types = open(builder, Beside.VALUES_AND_PAIRS);
        assertThat(types.hasHashValues()).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(types.findByName(Name.of("S" + i))).isEqualTo(TpiBuilder.FIRST + i);
        }
    }

    @Test
    void aTypeThatTheAdjustersNameComesFirst() throws IOException {
        TpiBuilder builder = new TpiBuilder();
        long first = structure(builder, 0, "P", "");
        long second = structure(builder, 0, "P", "");
        assertThat(open(builder, Beside.VALUES).findByName(Name.of("P"))).isEqualTo(second);
        List<Integer> values = List.of(TypeHashes.ofName("P"), TypeHashes.ofName("P"));
        byte[] hash = new LittleEndian()
                .bytes(builder.hashStream(HASH_STREAM, false).hash(values))
                .u32(1)
                .u32(2)
                .u32(1)
                .u32(1)
                .u32(0)
                .u32(77)
                .u32(first)
                .toByteArray();
        byte[] stream = builder.build();
        byte[] part = new LittleEndian().u32(8).u32(28).toByteArray();
        System.arraycopy(part, 0, stream, 48, part.length);
        TypeStream types = open(pdb(stream, hash));
        assertThat(types.findByName(Name.of("P"))).isEqualTo(first);
    }

    private static byte[] pdb(byte[] tpi, byte[] stream5) {
        return MsfBuilder.big(512).stream(new byte[0]).stream(new byte[12]).stream(tpi).stream(new byte[0]).stream(
                        new byte[0])
                .stream(stream5)
                .build();
    }

    @Test
    void sizesFollowTheTypes() throws IOException {
        TpiBuilder builder = new TpiBuilder();
        long defined = structure(builder, 0, "P", "");
        long declared = structure(builder, 0x80, "P", "");
        long constant = builder.add(LF_MODIFIER, out -> out.u32(declared).u16(1));
        long pointer = builder.add(LF_POINTER, out -> out.u32(constant).u32(0x1000C));
        long array =
                builder.add(LF_ARRAY, out -> out.u32(constant).u32(0x23).u16(80).nulTerminated(""));
        long enumeration =
                builder.add(LF_ENUM, out -> out.u16(0).u16(0).u32(0x73).u32(0).nulTerminated("E"));
        long function =
                builder.add(LF_PROCEDURE, out -> out.u32(3).u8(0).u8(0).u16(0).u32(0));
        long circle =
                builder.add(LF_MODIFIER, out -> out.u32(TpiBuilder.FIRST + 7).u16(1));
        TypeStream types = open(builder, Beside.NOTHING);
        assertThat(types.sizeOf(defined)).isEqualTo(8);
        assertThat(types.sizeOf(constant)).isEqualTo(8);
        assertThat(types.sizeOf(pointer)).isEqualTo(8);
        assertThat(types.sizeOf(array)).isEqualTo(80);
        assertThat(types.sizeOf(enumeration)).isEqualTo(2);
        assertThat(types.sizeOf(function)).isEqualTo(TypeStream.UNKNOWN);
        assertThat(types.sizeOf(circle)).isEqualTo(TypeStream.UNKNOWN);
        assertThat(types.sizeOf(0x3)).isZero();
        assertThat(types.sizeOf(0x674)).isEqualTo(8);
        assertThat(types.sizeOf(0)).isEqualTo(TypeStream.UNKNOWN);
    }

    @Test
    void fieldListsThatGoOnAreJoined() throws IOException {
        TpiBuilder builder = new TpiBuilder();
        long last = enumerates(builder, "c", 0);
        long middle = enumerates(builder, "b", last);
        long first = enumerates(builder, "a", middle);
        long circle = enumerates(builder, "d", TpiBuilder.FIRST + 3);
        TypeStream types = open(builder, Beside.NOTHING);
        assertThat(types.fields(first))
                .extracting(field -> ((Field.Enumerate) field).name().toString())
                .containsExactly("a", "b", "c");
        assertThat(types.fields(0)).isEmpty();
        assertThatThrownBy(() -> types.fields(circle)).hasMessageContaining("goes on in itself");
        assertThatThrownBy(() -> types.fields(0x74)).hasMessageContaining("there is no type 0x74");
    }

    @Test
    void aChainOfFieldListsHasALimit() throws IOException {
        TpiBuilder builder = new TpiBuilder();
        long next = 0;
        for (int i = 0; i < 64; i++) {
            next = enumerates(builder, "e" + i, next);
        }
        long longest = next;
        long tooLong = enumerates(builder, "last", next);
        TypeStream types = open(builder, Beside.NOTHING);
        assertThat(types.fields(longest)).hasSize(64);
        assertThatThrownBy(() -> types.fields(tooLong))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void somethingElseIsNoFieldList() throws IOException {
        TypeStream types = open(strings(2), Beside.NOTHING);
        assertThatThrownBy(() -> types.fields(0x1000)).hasMessageContaining("LF_STRING_ID is no field list");
    }

    private static long enumerates(TpiBuilder builder, String name, long next) {
        return builder.add(LF_FIELDLIST, out -> {
            out.u16(LF_ENUMERATE).u16(3).u16(1).nulTerminated(name);
            while (out.size() % 4 != 2) {
                out.u8(0xF1);
            }
            if (next != 0) {
                out.u16(LF_INDEX).u16(0).u32(next);
            }
        });
    }

    @Test
    void anEmptyStreamHasNoTypesAndANilStreamIsNone() throws IOException {
        TypeStream empty = open(new TpiBuilder(), Beside.NOTHING);
        assertThat(empty.count()).isZero();
        assertThat(empty.reader().next()).isFalse();
        assertThat(empty.findByName(Name.of("a"))).isEqualTo(TypeStream.UNKNOWN);
        MsfFile without = MsfFile.open(ByteSource.of(
                "t.pdb",
                MsfBuilder.big(512).stream(new byte[0]).stream(new byte[12])
                        .nil()
                        .build()));
        assertThat(TypeStream.open(without, TypeStream.TPI)).isEmpty();
        assertThat(TypeStream.open(without, TypeStream.IPI)).isEmpty();
    }

    @Test
    void theEmptyStreamOfAStrippedPdbIsRead() throws IOException {
        LittleEndian out =
                new LittleEndian().u32(20040203).u32(56).u32(0x1000).u32(0x1000).u32(0);
        out.u16(0xFFFF).u16(0xFFFF).u32(4).u32(0x3FFFF);
        for (int i = 0; i < 3; i++) {
            out.u32(0).u32(0xFFFFFFFFL);
        }
        TypeStream types = open(pdb(out.toByteArray(), new byte[0]));
        assertThat(types.count()).isZero();
        assertThat(types.hasHashValues()).isFalse();
        assertThat(types.header().hashValues().length()).isZero();
    }

    @Test
    void oldHeadersAreRead() throws IOException {
        byte[] record = new LittleEndian().u16(2).u16(3).toByteArray();
        byte[] narrow = new LittleEndian()
                .u32(19951122)
                .u16(0x1000)
                .u16(0x1001)
                .u32(4)
                .u16(0xFFFF)
                .u16(0)
                .bytes(record)
                .toByteArray();
        TypeStream types = open(pdb(narrow, new byte[0]));
        assertThat(types.count()).isOne();
        assertThat(types.header().is16Bit()).isTrue();
        assertThat(types.typeAt(0x1000)).isInstanceOf(TypeRecord.UnknownType.class);
        byte[] interim = new LittleEndian()
                .u32(19960307)
                .u32(0x1000)
                .u32(0x1001)
                .u32(4)
                .u16(0xFFFF)
                .u16(0)
                .bytes(record)
                .toByteArray();
        assertThat(open(pdb(interim, new byte[0])).header().size()).isEqualTo(20);
    }

    @Test
    void everyTruncationOfTheStreamIsReportedWhenItIsOpened() throws IOException {
        byte[] stream = strings(5).build();
        for (int length = 1; length < stream.length; length++) {
            byte[] pdb = pdb(Arrays.copyOf(stream, length), new byte[0]);
            assertThatThrownBy(() -> open(pdb))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    @Test
    void impossibleHeadersAreReported() throws IOException {
        byte[] stream = strings(5).build();
        for (int[] change : new int[][] {{3, 0x7F}, {4, 3}, {13, 0xFF}, {9, 0x20}, {7, 0x7F}}) {
            byte[] damaged = stream.clone();
            damaged[change[0]] = (byte) change[1];
            assertThatThrownBy(() -> open(pdb(damaged, new byte[0])))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE));
        }
    }

    @Test
    void aCountThatTheRecordsDoNotReachIsReported() throws IOException {
        byte[] stream = strings(5).build();
        stream[12] ^= 2;
        TypeStream types = open(pdb(stream, new byte[0]));
        assertThatThrownBy(() -> types.typeAt(0x1006)).hasMessageContaining("the records end before type 0x1005");
    }

    @Test
    void recordsBeforeDamageAreReadAndTheDamageIsLookedForOnce() throws IOException {
        byte[] stream = strings(20).build();
        stream[12] = 40;
        TypeStream types = open(pdb(stream, new byte[0]));
        Throwable first = catchThrowable(() -> types.typeAt(0x1020));
        assertThat(first)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("the records end before type 0x1014");
        assertThat(catchThrowable(() -> types.typeAt(0x1019))).isSameAs(first);
        assertThat(types.typeAt(0x1013)).isInstanceOf(TypeRecord.StringId.class);
    }
}
