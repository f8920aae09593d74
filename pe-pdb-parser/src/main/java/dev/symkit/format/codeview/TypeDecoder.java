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
import static dev.symkit.format.codeview.LeafKind.LF_FIELDLIST;
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

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes objects of type records. */
final class TypeDecoder {
    private final int leaf;
    private final ByteCursor in;
    private final TypeReader reader;

    private TypeDecoder(int leaf, ByteCursor in, TypeReader reader) {
        this.leaf = leaf;
        this.in = in;
        this.reader = reader;
    }

    /** Decodes the record that {@code reader} stands on; {@code in} is its payload. */
    static TypeRecord decode(int leaf, ByteCursor in, TypeReader reader) throws FormatException {
        TypeDecoder decoder = new TypeDecoder(leaf, in, reader);
        Optional<TypeRecord> type = TypeNamePlace.of(leaf) == TypeNamePlace.NONE
                ? decoder.unnamed()
                : reader.findName() ? decoder.named() : Optional.empty();
        return type.isPresent() ? type.get() : decoder.unknown();
    }

    private TypeRecord unknown() {
        byte[] buffer = reader.buffer();
        int from = reader.recordAt() + TypeReader.PREFIX;
        return new TypeRecord.UnknownType(leaf, Slice.copyOf(buffer, from, reader.length() - TypeReader.PREFIX));
    }

    private Optional<TypeRecord> unnamed() throws FormatException {
        return switch (leaf) {
            case LF_MODIFIER -> Optional.of(new TypeRecord.Modifier(leaf, in.u32(), in.u16()));
            case LF_POINTER -> Optional.of(pointer());
            case LF_PROCEDURE ->
                Optional.of(new TypeRecord.Procedure(leaf, in.u32(), in.u8(), in.u8(), in.u16(), in.u32()));
            case LF_MFUNCTION ->
                Optional.of(new TypeRecord.MemberFunction(
                        leaf, in.u32(), in.u32(), in.u32(), in.u8(), in.u8(), in.u16(), in.u32(), in.i32()));
            case LF_VTSHAPE -> {
                int count = in.u16();
                yield Optional.of(new TypeRecord.TableShape(leaf, count, in.raw((count + 1) / 2)));
            }
            case LF_ARGLIST, LF_SUBSTR_LIST, LF_DERIVED, LF_VFTPATH ->
                Optional.of(new TypeRecord.IndexList(leaf, indices(in.u32())));
            case LF_BUILDINFO -> Optional.of(new TypeRecord.BuildInfo(leaf, indices(in.u16())));
            case LF_FIELDLIST -> Optional.of(new TypeRecord.FieldList(leaf, fields()));
            case LF_METHODLIST -> Optional.of(new TypeRecord.MethodList(leaf, methods()));
            case LF_BITFIELD -> Optional.of(new TypeRecord.BitField(leaf, in.u32(), in.u8(), in.u8()));
            case LF_LABEL -> Optional.of(new TypeRecord.Label(leaf, in.u16()));
            case LF_ENDPRECOMP -> Optional.of(new TypeRecord.EndPrecomp(leaf, in.u32()));
            case LF_UDT_SRC_LINE -> Optional.of(new TypeRecord.SourceLine(leaf, in.u32(), in.u32(), in.u32(), -1));
            case LF_UDT_MOD_SRC_LINE ->
                Optional.of(new TypeRecord.SourceLine(leaf, in.u32(), in.u32(), in.u32(), in.u16()));
            default -> Optional.empty();
        };
    }

    private TypeRecord pointer() throws FormatException {
        long type = in.u32();
        long attributes = in.u32();
        boolean member = TypeRecord.Pointer.isToMember(attributes);
        return new TypeRecord.Pointer(leaf, type, attributes, member ? in.u32() : 0, member ? in.u16() : 0);
    }

    private List<Long> indices(long count) throws FormatException {
        if (count * 4 > in.remaining()) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    count + " type indices are needed here, there is room for " + in.remaining() / 4);
        }
        List<Long> indices = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            indices.add(in.u32());
        }
        return indices;
    }

    private List<Field> fields() throws FormatException {
        List<Field> all = new ArrayList<>();
        FieldReader entries = reader.fields();
        while (entries.next()) {
            all.add(entries.decode());
        }
        return all;
    }

    private List<TypeRecord.Method> methods() throws FormatException {
        List<TypeRecord.Method> all = new ArrayList<>();
        while (in.remaining() >= 8) {
            FieldAttributes attributes = new FieldAttributes(in.u16());
            in.skip(2);
            long type = in.u32();
            all.add(new TypeRecord.Method(attributes, type, attributes.introducesVirtual() ? in.u32() : -1));
        }
        return all;
    }

    private Optional<TypeRecord> named() throws FormatException {
        return switch (leaf) {
            case LF_CLASS, LF_STRUCTURE, LF_INTERFACE, LF_CLASS_ST, LF_STRUCTURE_ST -> Optional.of(classType(false));
            case LF_CLASS2, LF_STRUCTURE2, LF_INTERFACE2 -> Optional.of(classType(true));
            case LF_UNION, LF_UNION_ST -> Optional.of(unionType(false));
            case LF_UNION2 -> Optional.of(unionType(true));
            case LF_ENUM, LF_ENUM_ST ->
                Optional.of(new TypeRecord.EnumType(
                        leaf, in.u16(), properties(false), in.u32(), in.u32(), name(), uniqueName()));
            case LF_ARRAY, LF_ARRAY_ST ->
                Optional.of(new TypeRecord.ArrayType(leaf, in.u32(), in.u32(), number(), name()));
            case LF_STRIDED_ARRAY ->
                Optional.of(new TypeRecord.StridedArray(leaf, in.u32(), in.u32(), in.u32(), number(), name()));
            case LF_VECTOR -> Optional.of(new TypeRecord.Vector(leaf, in.u32(), in.u32(), number(), name()));
            case LF_MATRIX ->
                Optional.of(
                        new TypeRecord.Matrix(leaf, in.u32(), in.u32(), in.u32(), in.u32(), in.u8(), number(), name()));
            default -> Optional.of(simplyNamed());
        };
    }

    private TypeRecord simplyNamed() throws FormatException {
        return switch (leaf) {
            case LF_ALIAS, LF_ALIAS_ST -> new TypeRecord.Alias(leaf, in.u32(), name());
            case LF_STRING_ID -> new TypeRecord.StringId(leaf, in.u32(), name());
            case LF_FUNC_ID, LF_MFUNC_ID -> new TypeRecord.FunctionId(leaf, in.u32(), in.u32(), name(), hash());
            case LF_PRECOMP, LF_PRECOMP_ST -> new TypeRecord.Precomp(leaf, in.u32(), in.u32(), in.u32(), name());
            case LF_TYPESERVER2 ->
                new TypeRecord.TypeServer(leaf, Optional.of(in.guid()), OptionalLong.empty(), in.u32(), name());
            case LF_TYPESERVER, LF_TYPESERVER_ST ->
                new TypeRecord.TypeServer(leaf, Optional.empty(), OptionalLong.of(in.u32()), in.u32(), name());
            case LF_VFTABLE -> new TypeRecord.FunctionTable(leaf, in.u32(), in.u32(), in.u32(), tableNames());
            default -> unknown();
        };
    }

    private TypeRecord classType(boolean wide) throws FormatException {
        long count = wide ? 0 : in.u16();
        TypeProperties properties = properties(wide);
        long fieldList = in.u32();
        long derivedFrom = in.u32();
        long shape = in.u32();
        count = wide ? number() : count;
        return new TypeRecord.ClassType(
                leaf, count, properties, fieldList, derivedFrom, shape, number(), name(), uniqueName());
    }

    private TypeRecord unionType(boolean wide) throws FormatException {
        long count = wide ? 0 : in.u16();
        TypeProperties properties = properties(wide);
        long fieldList = in.u32();
        count = wide ? number() : count;
        return new TypeRecord.UnionType(leaf, count, properties, fieldList, number(), name(), uniqueName());
    }

    private TypeProperties properties(boolean wide) throws FormatException {
        return new TypeProperties(wide ? in.i32() : in.u16());
    }

    /** A whole number; others count as 0. Its kind is known, or the name would not have been found. */
    private long number() throws FormatException {
        Optional<Numeric> number = Numeric.read(in);
        return number.isPresent() ? number.get().longValue(0) : 0;
    }

    private Name name() {
        return Name.copyOf(reader.buffer(), reader.nameAt(), reader.nameLength());
    }

    private Optional<Name> uniqueName() {
        return reader.hasUniqueName()
                ? Optional.of(Name.copyOf(reader.buffer(), reader.uniqueNameAt(), reader.uniqueNameLength()))
                : Optional.empty();
    }

    /** The eight bytes after the NUL of the name, if there are as many. */
    private OptionalLong hash() throws FormatException {
        in.skip(reader.nameLength() + 1L);
        return in.remaining() >= 8 ? OptionalLong.of(in.i64()) : OptionalLong.empty();
    }

    private List<Name> tableNames() throws FormatException {
        ByteCursor names = in.slice((int) Math.min(in.u32(), in.remaining()));
        List<Name> all = new ArrayList<>();
        while (names.remaining() > 0) {
            all.add(names.nulTerminated());
        }
        return all;
    }
}
