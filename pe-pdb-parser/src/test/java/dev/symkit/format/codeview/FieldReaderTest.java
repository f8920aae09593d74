// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.LeafKind.LF_BCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_BINTERFACE;
import static dev.symkit.format.codeview.LeafKind.LF_ENUMERATE;
import static dev.symkit.format.codeview.LeafKind.LF_ENUMERATE_ST;
import static dev.symkit.format.codeview.LeafKind.LF_FIELDLIST;
import static dev.symkit.format.codeview.LeafKind.LF_FRIENDCLS;
import static dev.symkit.format.codeview.LeafKind.LF_FRIENDFCN;
import static dev.symkit.format.codeview.LeafKind.LF_FRIENDFCN_ST;
import static dev.symkit.format.codeview.LeafKind.LF_INDEX;
import static dev.symkit.format.codeview.LeafKind.LF_IVBCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBER;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBERMODIFY;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBERMODIFY_ST;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBER_ST;
import static dev.symkit.format.codeview.LeafKind.LF_METHOD;
import static dev.symkit.format.codeview.LeafKind.LF_METHOD_ST;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPE;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPEEX;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPEEX_ST;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPE_ST;
import static dev.symkit.format.codeview.LeafKind.LF_ONEMETHOD;
import static dev.symkit.format.codeview.LeafKind.LF_ONEMETHOD_ST;
import static dev.symkit.format.codeview.LeafKind.LF_STMEMBER;
import static dev.symkit.format.codeview.LeafKind.LF_STMEMBER_ST;
import static dev.symkit.format.codeview.LeafKind.LF_VBCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_VFUNCOFF;
import static dev.symkit.format.codeview.LeafKind.LF_VFUNCTAB;
import static dev.symkit.format.codeview.TypeSamples.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.FieldAttributes.MethodKind;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldReaderTest {
    private static final FieldAttributes PUBLIC = new FieldAttributes(3);
    private static final FieldAttributes INTRO = new FieldAttributes(0x13);

    record Sample(Slice bytes, Field meaning) {
        @Override
        public String toString() {
            return LeafNames.nameOf(meaning.leaf());
        }
    }

    private static Sample sample(LittleEndian payload, Field meaning) {
        byte[] bytes = out().u16(meaning.leaf()).bytes(payload.toByteArray()).toByteArray();
        return new Sample(Slice.copyOf(bytes, 0, bytes.length), meaning);
    }

    private static LittleEndian st(LittleEndian out, String text) {
        return out.u8(text.length()).text(text);
    }

    static List<Sample> samples() {
        List<Sample> all = new ArrayList<>();
        Name x = Name.of("x");
        for (int leaf : new int[] {LF_BCLASS, LF_BINTERFACE}) {
            all.add(sample(out().u16(3).u32(0x1001).u16(8), new Field.BaseClass(leaf, PUBLIC, 0x1001, 8)));
        }
        for (int leaf : new int[] {LF_VBCLASS, LF_IVBCLASS}) {
            all.add(sample(
                    out().u16(3).u32(0x1001).u32(0x1002).u16(0x8001).u16(0xFFFE).u16(1),
                    new Field.VirtualBaseClass(leaf, PUBLIC, 0x1001, 0x1002, -2, 1)));
        }
        all.add(sample(out().u16(0).u32(0x1003), new Field.Continuation(LF_INDEX, 0x1003)));
        all.add(sample(out().u16(0).u32(0x1003), new Field.FunctionTable(LF_VFUNCTAB, 0x1003, 0)));
        all.add(sample(out().u16(0).u32(0x1003).u32(12), new Field.FunctionTable(LF_VFUNCOFF, 0x1003, 12)));
        all.add(sample(
                out().u16(3).u16(0x8000).u8(0xFF).nulTerminated("x"),
                new Field.Enumerate(LF_ENUMERATE, PUBLIC, number(0x8000, 0xFF), x)));
        all.add(sample(st(out().u16(3).u16(7), "x"), new Field.Enumerate(LF_ENUMERATE_ST, PUBLIC, number(7), x)));
        all.add(sample(
                out().u16(3).u32(0x74).u16(4).nulTerminated("x"), new Field.DataMember(LF_MEMBER, PUBLIC, 0x74, 4, x)));
        all.add(sample(st(out().u16(3).u32(0x74).u16(4), "x"), new Field.DataMember(LF_MEMBER_ST, PUBLIC, 0x74, 4, x)));
        all.add(sample(
                out().u16(3).u32(0x74).nulTerminated("x"), new Field.StaticMember(LF_STMEMBER, PUBLIC, 0x74, x)));
        all.add(sample(st(out().u16(3).u32(0x74), "x"), new Field.StaticMember(LF_STMEMBER_ST, PUBLIC, 0x74, x)));
        all.add(sample(out().u16(2).u32(0x1004).nulTerminated("x"), new Field.Overloads(LF_METHOD, 2, 0x1004, x)));
        all.add(sample(st(out().u16(2).u32(0x1004), "x"), new Field.Overloads(LF_METHOD_ST, 2, 0x1004, x)));
        for (int leaf : new int[] {LF_NESTTYPE, LF_NESTTYPEEX}) {
            all.add(sample(out().u16(3).u32(0x1005).nulTerminated("x"), new Field.NestedType(leaf, PUBLIC, 0x1005, x)));
        }
        for (int leaf : new int[] {LF_NESTTYPE_ST, LF_NESTTYPEEX_ST}) {
            all.add(sample(st(out().u16(3).u32(0x1005), "x"), new Field.NestedType(leaf, PUBLIC, 0x1005, x)));
        }
        all.add(sample(
                out().u16(3).u32(0x1006).nulTerminated("x"), new Field.OneMethod(LF_ONEMETHOD, PUBLIC, 0x1006, -1, x)));
        all.add(sample(
                out().u16(0x13).u32(0x1006).u32(24).nulTerminated("x"),
                new Field.OneMethod(LF_ONEMETHOD, INTRO, 0x1006, 24, x)));
        all.add(sample(
                st(out().u16(0x13).u32(0x1006).u32(24), "x"),
                new Field.OneMethod(LF_ONEMETHOD_ST, INTRO, 0x1006, 24, x)));
        all.add(sample(
                out().u16(3).u32(0x74).nulTerminated("x"), new Field.MemberModify(LF_MEMBERMODIFY, PUBLIC, 0x74, x)));
        all.add(sample(st(out().u16(3).u32(0x74), "x"), new Field.MemberModify(LF_MEMBERMODIFY_ST, PUBLIC, 0x74, x)));
        all.add(sample(out().u16(0).u32(0x1007), new Field.Friend(LF_FRIENDCLS, 0x1007, Name.EMPTY)));
        all.add(sample(out().u16(0).u32(0x1007).nulTerminated("x"), new Field.Friend(LF_FRIENDFCN, 0x1007, x)));
        all.add(sample(st(out().u16(0).u32(0x1007), "x"), new Field.Friend(LF_FRIENDFCN_ST, 0x1007, x)));
        return all;
    }

    private static Numeric number(int leaf, int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        return new Numeric(leaf, Slice.copyOf(bytes, 0, bytes.length));
    }

    private static FieldReader on(byte[] entries) throws IOException {
        byte[] record =
                out().u16(entries.length + 2).u16(LF_FIELDLIST).bytes(entries).toByteArray();
        TypeReader types = new TypeReader(new Bytes(record), 0, record.length, 0x1000);
        types.next();
        return types.fields();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodesEveryEntry(Sample sample) throws IOException {
        FieldReader reader = on(sample.bytes().toByteArray());
        assertThat(reader.next()).isTrue();
        assertThat(reader.leaf()).isEqualTo(sample.meaning().leaf());
        assertThat(reader.decode()).isEqualTo(sample.meaning());
        assertThat(reader.next()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTruncationIsReportedWithItsOffset(Sample sample) throws IOException {
        byte[] bytes = sample.bytes().toByteArray();
        for (int length = 1; length < bytes.length; length++) {
            FieldReader reader = on(Arrays.copyOf(bytes, length));
            long end = 4L + length;
            assertThatThrownBy(reader::next).isInstanceOfSatisfying(FormatException.class, e -> {
                assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED);
                assertThat(e.offset()).isBetween(4L, end);
            });
        }
    }

    @Test
    void walksAListWithFillingBytes() throws IOException {
        LittleEndian entries = new LittleEndian();
        List<Field> expected = new ArrayList<>();
        for (Sample sample : samples()) {
            entries.bytes(sample.bytes().toByteArray());
            for (int left = -entries.size() & 3; left > 0; left--) {
                entries.u8(0xF0 | left);
            }
            expected.add(sample.meaning());
        }
        byte[] list = entries.toByteArray();
        byte[] record = out().u16(list.length + 2).u16(LF_FIELDLIST).bytes(list).toByteArray();
        TypeReader types = new TypeReader(new Bytes(record), 0, record.length, 0x1000);
        types.next();
        assertThat(types.decode()).isEqualTo(new TypeRecord.FieldList(LF_FIELDLIST, expected));
    }

    @Test
    void givesNamesAndValuesWithoutDecoding() throws IOException {
        FieldReader reader = on(out().u16(LF_MEMBER)
                .u16(3)
                .u32(0x74)
                .u16(0x8004)
                .u32(0x12345678)
                .nulTerminated("abc")
                .toByteArray());
        assertThat(reader.next()).isTrue();
        assertThat(reader.attributes()).isEqualTo(3);
        assertThat(reader.type()).isEqualTo(0x74);
        assertThat(reader.value(-1)).isEqualTo(0x12345678);
        assertThat(Name.copyOf(reader.buffer(), reader.nameAt(), reader.nameLength()))
                .isEqualTo(Name.of("abc"));
    }

    @Test
    void anUnknownEntryEndsTheListAndKeepsTheRest() throws IOException {
        byte[] rest = {3, 0, 1, 2, 3};
        FieldReader reader = on(out().u16(0x14DE).bytes(rest).toByteArray());
        assertThat(reader.next()).isTrue();
        assertThat(reader.isUnknown()).isTrue();
        assertThat(reader.decode()).isEqualTo(new Field.UnknownField(0x14DE, Slice.copyOf(rest, 0, 5)));
        assertThat(reader.next()).isFalse();
    }

    @Test
    void aNumberOfUnknownKindEndsTheListToo() throws IOException {
        FieldReader reader =
                on(out().u16(LF_ENUMERATE).u16(3).u16(0x80FE).nulTerminated("x").toByteArray());
        assertThat(reader.next()).isTrue();
        assertThat(reader.decode()).isInstanceOf(Field.UnknownField.class);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void numbersOfEverySizeArePassedOver() throws IOException {
        byte[] list = out().u16(LF_ENUMERATE)
                .u16(3)
                .u16(0x8010)
                .u16(3)
                .text("abc")
                .nulTerminated("text")
                .u16(LF_ENUMERATE)
                .u16(3)
                .u16(0x801B)
                .nulTerminated("utf8")
                .nulTerminated("u")
                .u16(LF_ENUMERATE)
                .u16(3)
                .u16(0x8009)
                .u32(-1)
                .u32(-1)
                .nulTerminated("minus")
                .toByteArray();
        FieldReader reader = on(list);
        assertThat(reader.next()).isTrue();
        assertThat(reader.value(99)).isEqualTo(99);
        assertThat(reader.next()).isTrue();
        assertThat(((Field.Enumerate) reader.decode()).name()).isEqualTo(Name.of("u"));
        assertThat(reader.next()).isTrue();
        assertThat(reader.value(99)).isEqualTo(-1);
        assertThat(((Field.Enumerate) reader.decode()).value().longValue(0)).isEqualTo(-1);
    }

    @Test
    void attributesSayAccessAndMethodKind() {
        assertThat(INTRO.access()).isEqualTo(3);
        assertThat(INTRO.methodKind()).isEqualTo(MethodKind.INTRODUCING_VIRTUAL);
        assertThat(new FieldAttributes(6 << 2).introducesVirtual()).isTrue();
        assertThat(new FieldAttributes(1 << 2).introducesVirtual()).isFalse();
        assertThat(new FieldAttributes(7 << 2).methodKind()).isEqualTo(MethodKind.RESERVED);
    }
}
