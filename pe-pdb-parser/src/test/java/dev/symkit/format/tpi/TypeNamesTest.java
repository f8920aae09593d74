// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static dev.symkit.format.codeview.LeafKind.LF_ARGLIST;
import static dev.symkit.format.codeview.LeafKind.LF_ARRAY;
import static dev.symkit.format.codeview.LeafKind.LF_BCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_BITFIELD;
import static dev.symkit.format.codeview.LeafKind.LF_FIELDLIST;
import static dev.symkit.format.codeview.LeafKind.LF_INDEX;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBER;
import static dev.symkit.format.codeview.LeafKind.LF_MFUNCTION;
import static dev.symkit.format.codeview.LeafKind.LF_MODIFIER;
import static dev.symkit.format.codeview.LeafKind.LF_POINTER;
import static dev.symkit.format.codeview.LeafKind.LF_PROCEDURE;
import static dev.symkit.format.codeview.LeafKind.LF_STMEMBER;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE;
import static dev.symkit.format.codeview.LeafKind.LF_VBCLASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.TpiBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeNamesTest {
    private static final int POINTER = 0x1000C;
    private static final int CONST_POINTER = POINTER | 0x400;

    private final TpiBuilder builder = new TpiBuilder();

    private TypeStream types() throws IOException {
        return TypeStream.open(MsfFile.open(ByteSource.of("t.pdb", builder.pdb(new byte[0]))), TypeStream.TPI)
                .orElseThrow();
    }

    private String nameOf(long index) throws IOException {
        return new TypeNames(types()).nameOf(index);
    }

    private long modifier(long type, int flags) {
        return builder.add(LF_MODIFIER, out -> out.u32(type).u16(flags));
    }

    private long pointer(long type, int attributes) {
        return builder.add(LF_POINTER, out -> out.u32(type).u32(attributes));
    }

    private long function(long result, long arguments) {
        return builder.add(
                LF_PROCEDURE, out -> out.u32(result).u8(0).u8(0).u16(0).u32(arguments));
    }

    private long array(long element, int size) {
        return builder.add(LF_ARRAY, out -> out.u32(element).u32(0x23).u16(size).nulTerminated(""));
    }

    private long list(long... arguments) {
        return builder.add(LF_ARGLIST, out -> {
            out.u32(arguments.length);
            for (long argument : arguments) {
                out.u32(argument);
            }
        });
    }

    private long structure(String name, long fields, int size) {
        return builder.add(
                LF_STRUCTURE,
                out -> out.u16(0).u16(0).u32(fields).u32(0).u32(0).u16(size).nulTerminated(name));
    }

    @Test
    void writesBasicTypes() throws IOException {
        structure("S", 0, 1);
        assertThat(nameOf(0x74)).isEqualTo("int");
        assertThat(nameOf(0x603)).isEqualTo("void *");
        assertThat(nameOf(0)).isEqualTo("<no type>");
        assertThat(nameOf(0xFF)).isEqualTo("<0x00FF>");
        assertThat(nameOf(0x2000)).isEqualTo("<0x2000>");
    }

    @Test
    void writesPointersAndQualifiers() throws IOException {
        long constChar = modifier(0x70, 1);
        long text = pointer(constChar, POINTER);
        long constText = pointer(constChar, CONST_POINTER);
        long textOfText = pointer(constText, POINTER);
        long reference = pointer(structure("S", 0, 1), POINTER | 1 << 5);
        long constVoidPointer = modifier(0x603, 1);
        assertThat(nameOf(constChar)).isEqualTo("const char");
        assertThat(nameOf(text)).isEqualTo("const char *");
        assertThat(nameOf(constText)).isEqualTo("const char *const");
        assertThat(nameOf(textOfText)).isEqualTo("const char *const *");
        assertThat(nameOf(reference)).isEqualTo("S &");
        assertThat(nameOf(constVoidPointer)).isEqualTo("void *const");
    }

    @Test
    void writesFunctionsAndArrays() throws IOException {
        long arguments = list(0x40, 0x670, 0);
        long function = function(0x74, arguments);
        long toFunction = pointer(function, POINTER);
        long functions = array(toFunction, 32);
        long given = function(toFunction, list());
        long matrix = array(array(0x74, 12), 24);
        assertThat(nameOf(function)).isEqualTo("int (float, char *, ...)");
        assertThat(nameOf(toFunction)).isEqualTo("int (*)(float, char *, ...)");
        assertThat(nameOf(functions)).isEqualTo("int (*[4])(float, char *, ...)");
        assertThat(nameOf(given)).isEqualTo("int (*())(float, char *, ...)");
        assertThat(nameOf(matrix)).isEqualTo("int[2][3]");
        assertThat(nameOf(pointer(matrix, POINTER))).isEqualTo("int (*)[2][3]");
    }

    @Test
    void writesPointersToMembers() throws IOException {
        long structure = structure("N::S", 0, 8);
        long method = builder.add(
                LF_MFUNCTION,
                out -> out.u32(3)
                        .u32(structure)
                        .u32(0)
                        .u8(0)
                        .u8(0)
                        .u16(0)
                        .u32(0)
                        .u32(0));
        long toData = builder.add(
                LF_POINTER,
                out -> out.u32(0x74).u32(POINTER | 2 << 5).u32(structure).u16(1));
        long toMethod = builder.add(
                LF_POINTER,
                out -> out.u32(method).u32(POINTER | 3 << 5).u32(structure).u16(1));
        assertThat(nameOf(toData)).isEqualTo("int N::S::*");
        assertThat(nameOf(toMethod)).isEqualTo("void (N::S::*)()");
    }

    @Test
    void circlesAndDeepNestingEnd() throws IOException {
        long circle = pointer(TpiBuilder.FIRST, POINTER);
        long arguments = TpiBuilder.FIRST + 2;
        long recursive = function(3, arguments);
        list(recursive, recursive, recursive);
        assertThat(nameOf(circle)).startsWith("... ***");
        assertThat(nameOf(recursive)).contains("void (void (").contains("...").hasSizeLessThan(1 << 18);
    }

    @Test
    void longNamesMultipliedByArgumentsEnd() throws IOException {
        long type = structure("x".repeat(60_000), 0, 1);
        long[] all = new long[10_000];
        Arrays.fill(all, type);
        assertThat(nameOf(function(3, list(all)))).endsWith(", ...)").hasSizeLessThan(1 << 18);
    }

    @Test
    void laysOutMembersBasesAndBitFields() throws IOException {
        long base = structure("Base", 0, 4);
        long bits = builder.add(LF_BITFIELD, out -> out.u32(0x75).u8(3).u8(5));
        long more = builder.add(
                LF_FIELDLIST,
                out -> out.u16(LF_MEMBER).u16(3).u32(0x641).u16(16).nulTerminated("c"));
        long fields = builder.add(LF_FIELDLIST, out -> {
            out.u16(LF_BCLASS).u16(3).u32(base).u16(0);
            out.u8(0xF2).u8(0xF1);
            out.u16(LF_VBCLASS).u16(3).u32(base).u32(0x674).u16(8).u16(1);
            out.u16(LF_MEMBER).u16(1).u32(0x74).u16(4).nulTerminated("a");
            out.u16(LF_MEMBER).u16(3).u32(bits).u16(12).nulTerminated("b");
            out.u16(LF_STMEMBER).u16(3).u32(0x74).nulTerminated("s");
            while (out.size() % 4 != 2) {
                out.u8(0xF1);
            }
            out.u16(LF_INDEX).u16(0).u32(more);
        });
        long structure = structure("S", fields, 24);
        TypeLayout layout = TypeLayout.of(types(), structure).orElseThrow();
        assertThat(layout.name()).isEqualTo(Name.of("S"));
        assertThat(layout.size()).isEqualTo(24);
        assertThat(layout.bases()).extracting(TypeLayout.Base::isVirtual).containsExactly(false, true);
        assertThat(layout.bases()).extracting(TypeLayout.Base::offset).containsExactly(0L, 8L);
        assertThat(layout.members())
                .extracting(member -> member.name() + " " + member.offset() + " " + member.size() + " "
                        + member.bitPosition() + ":" + member.bitLength())
                .containsExactly("a 4 4 0:0", "b 12 4 5:3", "c 16 8 0:0");
        assertThat(layout.members().get(1).isBitField()).isTrue();
        assertThat(TypeLayout.of(types(), fields)).isEqualTo(Optional.empty());
        assertThat(TypeLayout.of(types(), 0x74)).isEmpty();
    }
}
