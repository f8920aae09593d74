// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A record of the TPI or IPI stream, decoded; one member per shape. Type indices are unsigned 32-bit, 0 means none; below 0x1000
 * they are {@link PrimitiveType}s. Sizes are bytes. Records of a kind that is not known, and those with a number of a kind that is not
 * known, are {@link UnknownType}.
 *
 * <p>Layouts: payload after the u16 length and u16 leaf, little-endian; bytes after the last field are ignored. Names end with NUL,
 * in leaves that end in {@code _ST} a u8 length stands before. Source: microsoft-pdb, {@code cvinfo.h}, {@code lfModifier} to {@code
 * lfUdtModSrcLine}.
 */
public sealed interface TypeRecord {
    /** Kind of the record, see {@link LeafKind}. */
    int leaf();

    /** LF_MODIFIER: type, u16 flags: 1 const, 2 volatile, 4 unaligned. */
    record Modifier(int leaf, long type, int flags) implements TypeRecord {}

    /**
     * LF_POINTER: type, u32 attributes; for pointers to members also the class, u16 representation.
     *
     * @param containingClass class whose member is pointed to, else 0
     * @param representation how a pointer to a member is stored, else 0
     */
    record Pointer(int leaf, long type, long attributes, long containingClass, int representation)
            implements TypeRecord {
        /** Kind of address: 0x0A 32-bit, 0x0C 64-bit, others are old. */
        public int kind() {
            return (int) attributes & 0x1F;
        }

        /** 0 pointer, 1 left reference, 2 pointer to a data member, 3 to a method, 4 right reference. */
        public int mode() {
            return (int) attributes >> 5 & 7;
        }

        /** Whether it points to a data member or method of a class. */
        public boolean isToMember() {
            return isToMember(attributes);
        }

        /** Whether the pointer itself is const. */
        public boolean isConst() {
            return (attributes & 0x400) != 0;
        }

        /** Whether the pointer itself is volatile. */
        public boolean isVolatile() {
            return (attributes & 0x200) != 0;
        }

        /** Bytes in the pointer: as stored, else what the kind says; 0 if neither does. */
        public int size() {
            int stored = (int) attributes >> 13 & 0x3F;
            if (stored != 0) {
                return stored;
            }
            return switch (kind()) {
                case 0 -> 2;
                case 1, 2, 0x0A -> 4;
                case 0x0B -> 6;
                case 0x0C -> 8;
                default -> 0;
            };
        }

        static boolean isToMember(long attributes) {
            long mode = attributes >> 5 & 7;
            return mode == 2 || mode == 3;
        }
    }

    /** LF_ARRAY, LF_ARRAY_ST: element type, index type, numeric size of the whole array, name. */
    record ArrayType(int leaf, long elementType, long indexType, long size, Name name) implements TypeRecord {}

    /**
     * LF_CLASS, LF_STRUCTURE, LF_INTERFACE and their ST forms: u16 member count, u16 properties, field list, derivation list, shape of
     * the virtual function table, numeric size, name, decorated name if the properties say so. LF_CLASS2, LF_STRUCTURE2,
     * LF_INTERFACE2: u32 properties, the three indices, numeric count, numeric size, names (observed).
     */
    record ClassType(
            int leaf,
            long memberCount,
            TypeProperties properties,
            long fieldList,
            long derivedFrom,
            long tableShape,
            long size,
            Name name,
            Optional<Name> uniqueName)
            implements TypeRecord {}

    /** LF_UNION, LF_UNION_ST: u16 count, u16 properties, field list, numeric size, names. LF_UNION2: as LF_CLASS2 (inferred). */
    record UnionType(
            int leaf,
            long memberCount,
            TypeProperties properties,
            long fieldList,
            long size,
            Name name,
            Optional<Name> uniqueName)
            implements TypeRecord {}

    /** LF_ENUM, LF_ENUM_ST: u16 count, u16 properties, underlying type, field list, names. */
    record EnumType(
            int leaf,
            long memberCount,
            TypeProperties properties,
            long underlyingType,
            long fieldList,
            Name name,
            Optional<Name> uniqueName)
            implements TypeRecord {}

    /** LF_PROCEDURE: return type, u8 calling convention, u8 attributes, u16 parameter count, argument list. */
    record Procedure(
            int leaf, long returnType, int callingConvention, int attributes, int parameterCount, long argumentList)
            implements TypeRecord {}

    /**
     * LF_MFUNCTION: return type, class, type of {@code this}, u8 calling convention, u8 attributes, u16 parameter count, argument list,
     * i32 adjustment.
     *
     * @param thisType 0 for a static method
     * @param thisAdjustment bytes added to {@code this}
     */
    record MemberFunction(
            int leaf,
            long returnType,
            long containingClass,
            long thisType,
            int callingConvention,
            int attributes,
            int parameterCount,
            long argumentList,
            int thisAdjustment)
            implements TypeRecord {}

    /**
     * LF_VTSHAPE: u16 count, 4 bits for each slot of a virtual function table, the first in the low half of the byte.
     *
     * @param descriptors the bytes that hold the slots
     */
    record TableShape(int leaf, int count, Slice descriptors) implements TypeRecord {}

    /** LF_ARGLIST, LF_SUBSTR_LIST, LF_DERIVED, LF_VFTPATH: u32 count, that many indices. */
    record IndexList(int leaf, List<Long> types) implements TypeRecord {
        /** Copies the list. */
        public IndexList {
            types = List.copyOf(types);
        }
    }

    /** LF_FIELDLIST: entries of a class or constants of an enumeration; {@link FieldReader} walks them without objects. */
    record FieldList(int leaf, List<Field> fields) implements TypeRecord {
        /** Copies the list. */
        public FieldList {
            fields = List.copyOf(fields);
        }
    }

    /** LF_METHODLIST: the overloads of a method. */
    record MethodList(int leaf, List<Method> methods) implements TypeRecord {
        /** Copies the list. */
        public MethodList {
            methods = List.copyOf(methods);
        }
    }

    /**
     * One overload: u16 attributes, u16 padding, type, u32 if it introduces a virtual.
     *
     * @param tableOffset offset in the virtual function table; -1 if it has no slot of its own
     */
    record Method(FieldAttributes attributes, long type, long tableOffset) {}

    /** LF_BITFIELD: type, u8 number of bits, u8 position of the lowest one. */
    record BitField(int leaf, long type, int length, int position) implements TypeRecord {}

    /** LF_LABEL: u16 mode, 0 near, 4 far. */
    record Label(int leaf, int mode) implements TypeRecord {}

    /** LF_ALIAS, LF_ALIAS_ST: type, name. */
    record Alias(int leaf, long type, Name name) implements TypeRecord {}

    /** LF_PRECOMP, LF_PRECOMP_ST: u32 first index, u32 count, u32 signature, name of the object file. */
    record Precomp(int leaf, long start, long count, long signature, Name name) implements TypeRecord {}

    /** LF_ENDPRECOMP: u32 signature. */
    record EndPrecomp(int leaf, long signature) implements TypeRecord {}

    /**
     * LF_TYPESERVER2: GUID, u32 age, path of the PDB; LF_TYPESERVER, LF_TYPESERVER_ST: u32 signature in place of the GUID.
     *
     * @param guid present in LF_TYPESERVER2
     * @param signature present in the others
     */
    record TypeServer(int leaf, Optional<UUID> guid, OptionalLong signature, long age, Name name)
            implements TypeRecord {}

    /** LF_VFTABLE: class, base table, u32 offset of the pointer in the class, u32 bytes of names, the table's and the methods' names. */
    record FunctionTable(int leaf, long type, long baseTable, long offset, List<Name> names) implements TypeRecord {
        /** Copies the list. */
        public FunctionTable {
            names = List.copyOf(names);
        }
    }

    /** LF_STRIDED_ARRAY: element type, index type, u32 stride, numeric size, name. */
    record StridedArray(int leaf, long elementType, long indexType, long stride, long size, Name name)
            implements TypeRecord {}

    /** LF_VECTOR: element type, u32 count, numeric size, name. */
    record Vector(int leaf, long elementType, long count, long size, Name name) implements TypeRecord {}

    /**
     * LF_MATRIX: element type, u32 rows, u32 columns, u32 stride, u8 attributes, numeric size, name.
     *
     * @param stride bytes from one row or column to the next
     * @param attributes bit 0: stored by rows
     */
    record Matrix(
            int leaf, long elementType, long rows, long columns, long stride, int attributes, long size, Name name)
            implements TypeRecord {}

    /**
     * LF_FUNC_ID: scope, type, name, u64 hash; LF_MFUNC_ID: class, type, name, u64 hash.
     *
     * @param scope id of the namespace's name or 0; in LF_MFUNC_ID the class
     * @param hash of the decorated name; compilers since Visual Studio 2022 write it (observed)
     */
    record FunctionId(int leaf, long scope, long type, Name name, OptionalLong hash) implements TypeRecord {
        /** Whether {@link #scope} is the class of a method. */
        public boolean isMember() {
            return leaf == LeafKind.LF_MFUNC_ID;
        }
    }

    /** LF_BUILDINFO: u16 count, ids of strings: directory, tool, source file, type-server PDB, arguments. */
    record BuildInfo(int leaf, List<Long> arguments) implements TypeRecord {
        /** Copies the list. */
        public BuildInfo {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * LF_STRING_ID: list, text.
     *
     * @param substrings id of an LF_SUBSTR_LIST whose strings come before, or 0
     */
    record StringId(int leaf, long substrings, Name text) implements TypeRecord {}

    /**
     * LF_UDT_SRC_LINE: type, source, u32 line; LF_UDT_MOD_SRC_LINE: also u16 module.
     *
     * @param source id of the file name; in LF_UDT_MOD_SRC_LINE its offset in the string table /names
     * @param module 0-based module as stored; -1 if there is none
     */
    record SourceLine(int leaf, long type, long source, long line, int module) implements TypeRecord {}

    /** A record that is not known or not understood. */
    record UnknownType(int leaf, Slice payload) implements TypeRecord {}
}
