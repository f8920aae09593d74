// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.LeafKind.LF_ALIAS;
import static dev.symkit.format.codeview.LeafKind.LF_ALIAS_ST;
import static dev.symkit.format.codeview.LeafKind.LF_ARGLIST;
import static dev.symkit.format.codeview.LeafKind.LF_ARRAY;
import static dev.symkit.format.codeview.LeafKind.LF_ARRAY_ST;
import static dev.symkit.format.codeview.LeafKind.LF_BITFIELD;
import static dev.symkit.format.codeview.LeafKind.LF_BUILDINFO;
import static dev.symkit.format.codeview.LeafKind.LF_CLASS;
import static dev.symkit.format.codeview.LeafKind.LF_CLASS2;
import static dev.symkit.format.codeview.LeafKind.LF_CLASS_ST;
import static dev.symkit.format.codeview.LeafKind.LF_DERIVED;
import static dev.symkit.format.codeview.LeafKind.LF_ENDPRECOMP;
import static dev.symkit.format.codeview.LeafKind.LF_ENUM;
import static dev.symkit.format.codeview.LeafKind.LF_ENUM_ST;
import static dev.symkit.format.codeview.LeafKind.LF_FUNC_ID;
import static dev.symkit.format.codeview.LeafKind.LF_INTERFACE;
import static dev.symkit.format.codeview.LeafKind.LF_INTERFACE2;
import static dev.symkit.format.codeview.LeafKind.LF_LABEL;
import static dev.symkit.format.codeview.LeafKind.LF_MATRIX;
import static dev.symkit.format.codeview.LeafKind.LF_METHODLIST;
import static dev.symkit.format.codeview.LeafKind.LF_MFUNCTION;
import static dev.symkit.format.codeview.LeafKind.LF_MFUNC_ID;
import static dev.symkit.format.codeview.LeafKind.LF_MODIFIER;
import static dev.symkit.format.codeview.LeafKind.LF_POINTER;
import static dev.symkit.format.codeview.LeafKind.LF_PRECOMP;
import static dev.symkit.format.codeview.LeafKind.LF_PRECOMP_ST;
import static dev.symkit.format.codeview.LeafKind.LF_PROCEDURE;
import static dev.symkit.format.codeview.LeafKind.LF_STRIDED_ARRAY;
import static dev.symkit.format.codeview.LeafKind.LF_STRING_ID;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE2;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE_ST;
import static dev.symkit.format.codeview.LeafKind.LF_SUBSTR_LIST;
import static dev.symkit.format.codeview.LeafKind.LF_TYPESERVER;
import static dev.symkit.format.codeview.LeafKind.LF_TYPESERVER2;
import static dev.symkit.format.codeview.LeafKind.LF_TYPESERVER_ST;
import static dev.symkit.format.codeview.LeafKind.LF_UDT_MOD_SRC_LINE;
import static dev.symkit.format.codeview.LeafKind.LF_UDT_SRC_LINE;
import static dev.symkit.format.codeview.LeafKind.LF_UNION;
import static dev.symkit.format.codeview.LeafKind.LF_UNION2;
import static dev.symkit.format.codeview.LeafKind.LF_UNION_ST;
import static dev.symkit.format.codeview.LeafKind.LF_VECTOR;
import static dev.symkit.format.codeview.LeafKind.LF_VFTABLE;
import static dev.symkit.format.codeview.LeafKind.LF_VFTPATH;
import static dev.symkit.format.codeview.LeafKind.LF_VTSHAPE;

import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.LittleEndian;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One record of every shape: what it is called, its payload, what it means. */
final class TypeSamples {
    private static final UUID GUID = UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea");

    private TypeSamples() {}

    record Sample(int leaf, Slice payload, TypeRecord meaning) {
        byte[] record() {
            return new LittleEndian()
                    .u16(payload.size() + 2)
                    .u16(leaf)
                    .bytes(payload.toByteArray())
                    .toByteArray();
        }

        @Override
        public String toString() {
            return LeafNames.nameOf(leaf);
        }
    }

    static LittleEndian out() {
        return new LittleEndian();
    }

    private static LittleEndian st(LittleEndian out, String text) {
        return out.u8(text.length()).text(text);
    }

    private static Name name(String text) {
        return Name.of(text);
    }

    private static Sample sample(LittleEndian payload, TypeRecord meaning) {
        byte[] bytes = payload.toByteArray();
        return new Sample(meaning.leaf(), Slice.copyOf(bytes, 0, bytes.length), meaning);
    }

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        pointersAndArrays(all);
        userTypes(all);
        oldUserTypes(all);
        functions(all);
        lists(all);
        others(all);
        ids(all);
        return all;
    }

    private static void pointersAndArrays(List<Sample> all) {
        all.add(sample(out().u32(0x70).u16(1), new TypeRecord.Modifier(LF_MODIFIER, 0x70, 1)));
        all.add(sample(out().u32(0x1001).u32(0x1000C), new TypeRecord.Pointer(LF_POINTER, 0x1001, 0x1000C, 0, 0)));
        all.add(sample(
                out().u32(0x74).u32(0x804C).u32(0x1005).u16(1),
                new TypeRecord.Pointer(LF_POINTER, 0x74, 0x804C, 0x1005, 1)));
        all.add(sample(
                out().u32(0x70).u32(0x22).u16(10).nulTerminated("a"),
                new TypeRecord.ArrayType(LF_ARRAY, 0x70, 0x22, 10, name("a"))));
        all.add(sample(
                st(out().u32(0x70).u32(0x22).u16(0x8004).u32(0x90000000L), "a"),
                new TypeRecord.ArrayType(LF_ARRAY_ST, 0x70, 0x22, 0x90000000L, name("a"))));
        all.add(sample(
                out().u32(0x40).u32(0x22).u32(16).u16(64).nulTerminated(""),
                new TypeRecord.StridedArray(LF_STRIDED_ARRAY, 0x40, 0x22, 16, 64, Name.EMPTY)));
        all.add(sample(
                out().u32(0x40).u32(4).u16(16).nulTerminated("float4"),
                new TypeRecord.Vector(LF_VECTOR, 0x40, 4, 16, name("float4"))));
        all.add(sample(
                out().u32(0x40).u32(4).u32(3).u32(16).u8(1).u16(48).nulTerminated("m"),
                new TypeRecord.Matrix(LF_MATRIX, 0x40, 4, 3, 16, 1, 48, name("m"))));
        all.add(sample(out().u32(0x75).u8(3).u8(5), new TypeRecord.BitField(LF_BITFIELD, 0x75, 3, 5)));
    }

    private static void userTypes(List<Sample> all) {
        TypeProperties unique = new TypeProperties(0x200);
        for (int leaf : new int[] {LF_CLASS, LF_STRUCTURE, LF_INTERFACE}) {
            all.add(sample(
                    out().u16(2)
                            .u16(0x200)
                            .u32(0x1002)
                            .u32(0)
                            .u32(0x1003)
                            .u16(8)
                            .nulTerminated("A")
                            .nulTerminated(".?AUA@@"),
                    new TypeRecord.ClassType(
                            leaf, 2, unique, 0x1002, 0, 0x1003, 8, name("A"), Optional.of(name(".?AUA@@")))));
        }
        for (int leaf : new int[] {LF_CLASS2, LF_STRUCTURE2, LF_INTERFACE2}) {
            all.add(sample(
                    out().u32(0x10200)
                            .u32(0x1002)
                            .u32(0)
                            .u32(0x1003)
                            .u16(0x8002)
                            .u16(0xFFFF)
                            .u16(8)
                            .nulTerminated("A")
                            .nulTerminated(".?AUA@@"),
                    new TypeRecord.ClassType(
                            leaf,
                            0xFFFF,
                            new TypeProperties(0x10200),
                            0x1002,
                            0,
                            0x1003,
                            8,
                            name("A"),
                            Optional.of(name(".?AUA@@")))));
        }
        all.add(sample(
                out().u16(1).u16(0x80).u32(0).u16(0).nulTerminated("U"),
                new TypeRecord.UnionType(LF_UNION, 1, new TypeProperties(0x80), 0, 0, name("U"), Optional.empty())));
        all.add(sample(
                out().u32(0).u32(0x1001).u16(3).u16(4).nulTerminated("U"),
                new TypeRecord.UnionType(LF_UNION2, 3, new TypeProperties(0), 0x1001, 4, name("U"), Optional.empty())));
        all.add(sample(
                out().u16(3).u16(0x200).u32(0x74).u32(0x1001).nulTerminated("E").nulTerminated(".?AW4E@@"),
                new TypeRecord.EnumType(LF_ENUM, 3, unique, 0x74, 0x1001, name("E"), Optional.of(name(".?AW4E@@")))));
        all.add(sample(out().u32(0x74).nulTerminated("I"), new TypeRecord.Alias(LF_ALIAS, 0x74, name("I"))));
    }

    private static void oldUserTypes(List<Sample> all) {
        for (int leaf : new int[] {LF_CLASS_ST, LF_STRUCTURE_ST}) {
            all.add(sample(
                    st(out().u16(2).u16(0).u32(0x1002).u32(0).u32(0).u16(8), "Abc"),
                    new TypeRecord.ClassType(
                            leaf, 2, new TypeProperties(0), 0x1002, 0, 0, 8, name("Abc"), Optional.empty())));
        }
        all.add(sample(
                st(out().u16(1).u16(0).u32(0x1001).u16(4), "U"),
                new TypeRecord.UnionType(
                        LF_UNION_ST, 1, new TypeProperties(0), 0x1001, 4, name("U"), Optional.empty())));
        all.add(sample(
                st(out().u16(1).u16(0).u32(0x74).u32(0x1001), "E"),
                new TypeRecord.EnumType(
                        LF_ENUM_ST, 1, new TypeProperties(0), 0x74, 0x1001, name("E"), Optional.empty())));
        all.add(sample(st(out().u32(0x74), "I"), new TypeRecord.Alias(LF_ALIAS_ST, 0x74, name("I"))));
        all.add(sample(
                st(out().u32(0x1000).u32(5).u32(7), "a.obj"),
                new TypeRecord.Precomp(LF_PRECOMP_ST, 0x1000, 5, 7, name("a.obj"))));
        all.add(sample(
                st(out().u32(9).u32(2), "t.pdb"),
                new TypeRecord.TypeServer(LF_TYPESERVER_ST, Optional.empty(), OptionalLong.of(9), 2, name("t.pdb"))));
    }

    private static void functions(List<Sample> all) {
        all.add(sample(
                out().u32(3).u8(0).u8(1).u16(2).u32(0x1001),
                new TypeRecord.Procedure(LF_PROCEDURE, 3, 0, 1, 2, 0x1001)));
        all.add(sample(
                out().u32(3)
                        .u32(0x1002)
                        .u32(0x1003)
                        .u8(11)
                        .u8(2)
                        .u16(1)
                        .u32(0x1001)
                        .u32(-4),
                new TypeRecord.MemberFunction(LF_MFUNCTION, 3, 0x1002, 0x1003, 11, 2, 1, 0x1001, -4)));
        all.add(sample(
                out().u16(3).u8(0x55).u8(0x05),
                new TypeRecord.TableShape(LF_VTSHAPE, 3, Slice.copyOf(new byte[] {0x55, 5}, 0, 2))));
        all.add(sample(
                out().u32(0x1002).u32(0).u32(8).u32(5).nulTerminated("vf").nulTerminated("1"),
                new TypeRecord.FunctionTable(LF_VFTABLE, 0x1002, 0, 8, List.of(name("vf"), name("1")))));
        all.add(sample(out().u16(4), new TypeRecord.Label(LF_LABEL, 4)));
    }

    private static void lists(List<Sample> all) {
        for (int leaf : new int[] {LF_ARGLIST, LF_SUBSTR_LIST, LF_DERIVED, LF_VFTPATH}) {
            all.add(sample(
                    out().u32(2).u32(0x74).u32(0xFFFFFFFFL),
                    new TypeRecord.IndexList(leaf, List.of(0x74L, 0xFFFFFFFFL))));
        }
        all.add(sample(
                out().u16(0x13).u16(0).u32(0x1001).u32(16).u16(3).u16(0).u32(0x1002),
                new TypeRecord.MethodList(
                        LF_METHODLIST,
                        List.of(
                                new TypeRecord.Method(new FieldAttributes(0x13), 0x1001, 16),
                                new TypeRecord.Method(new FieldAttributes(3), 0x1002, -1)))));
    }

    private static void others(List<Sample> all) {
        all.add(sample(
                out().u32(0x1000).u32(5).u32(7).nulTerminated("a.obj"),
                new TypeRecord.Precomp(LF_PRECOMP, 0x1000, 5, 7, name("a.obj"))));
        all.add(sample(out().u32(0xFEDCBA98L), new TypeRecord.EndPrecomp(LF_ENDPRECOMP, 0xFEDCBA98L)));
        all.add(sample(
                out().guid(GUID).u32(3).nulTerminated("t.pdb"),
                new TypeRecord.TypeServer(LF_TYPESERVER2, Optional.of(GUID), OptionalLong.empty(), 3, name("t.pdb"))));
        all.add(sample(
                out().u32(9).u32(2).nulTerminated("t.pdb"),
                new TypeRecord.TypeServer(LF_TYPESERVER, Optional.empty(), OptionalLong.of(9), 2, name("t.pdb"))));
    }

    private static void ids(List<Sample> all) {
        all.add(sample(
                out().u32(0).u32(0x1001).nulTerminated("f"),
                new TypeRecord.FunctionId(LF_FUNC_ID, 0, 0x1001, name("f"), OptionalLong.empty())));
        all.add(sample(
                out().u32(0x1004)
                        .u32(0x1001)
                        .nulTerminated("g")
                        .u32(0x89ABCDEFL)
                        .u32(0x01234567L),
                new TypeRecord.FunctionId(
                        LF_MFUNC_ID, 0x1004, 0x1001, name("g"), OptionalLong.of(0x0123456789ABCDEFL))));
        all.add(sample(
                out().u16(2).u32(0x1001).u32(0x1002),
                new TypeRecord.BuildInfo(LF_BUILDINFO, List.of(0x1001L, 0x1002L))));
        all.add(sample(out().u32(0).nulTerminated("a.cpp"), new TypeRecord.StringId(LF_STRING_ID, 0, name("a.cpp"))));
        all.add(sample(
                out().u32(0x1005).u32(0x1001).u32(17),
                new TypeRecord.SourceLine(LF_UDT_SRC_LINE, 0x1005, 0x1001, 17, -1)));
        all.add(sample(
                out().u32(0x1005).u32(12).u32(17).u16(4),
                new TypeRecord.SourceLine(LF_UDT_MOD_SRC_LINE, 0x1005, 12, 17, 4)));
    }
}
