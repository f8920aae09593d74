// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;

/**
 * One entry of a field list (LF_FIELDLIST), decoded. Type indices are unsigned 32-bit.
 *
 * <p>Layouts (every entry starts with its u16 leaf; then mostly u16 attributes): microsoft-pdb, {@code cvinfo.h}, {@code lfBClass}
 * to {@code lfMemberModify}.
 */
public sealed interface Field {
    /** Kind of the entry, see {@link LeafKind}. */
    int leaf();

    /**
     * A direct base class (LF_BCLASS, LF_BINTERFACE): u16 attributes, type, numeric offset.
     *
     * @param offset bytes from the start of the object to the base
     */
    record BaseClass(int leaf, FieldAttributes attributes, long type, long offset) implements Field {}

    /**
     * A virtual base class (LF_VBCLASS), or an indirect one (LF_IVBCLASS): u16 attributes, type, type of the pointer, two numerics.
     *
     * @param pointerType type of the pointer to the table of virtual bases
     * @param pointerOffset bytes from the start of the object to that pointer
     * @param tableIndex place of the base's displacement in the table
     */
    record VirtualBaseClass(
            int leaf, FieldAttributes attributes, long type, long pointerType, long pointerOffset, long tableIndex)
            implements Field {}

    /**
     * The list goes on in another field list (LF_INDEX): u16 padding, type index.
     *
     * @param type index of the other list
     */
    record Continuation(int leaf, long type) implements Field {}

    /**
     * The pointer to the virtual function table (LF_VFUNCTAB, at offset 0; LF_VFUNCOFF): u16 padding, type, in LF_VFUNCOFF u32.
     *
     * @param offset bytes from the start of the object
     */
    record FunctionTable(int leaf, long type, long offset) implements Field {}

    /** A constant of an enumeration (LF_ENUMERATE, LF_ENUMERATE_ST): u16 attributes, numeric, name. */
    record Enumerate(int leaf, FieldAttributes attributes, Numeric value, Name name) implements Field {}

    /**
     * A data member (LF_MEMBER, LF_MEMBER_ST): u16 attributes, type, numeric offset, name.
     *
     * @param offset bytes from the start of the object; bits of a bit field are counted in the type
     */
    record DataMember(int leaf, FieldAttributes attributes, long type, long offset, Name name) implements Field {}

    /** A static data member (LF_STMEMBER, LF_STMEMBER_ST): u16 attributes, type, name. */
    record StaticMember(int leaf, FieldAttributes attributes, long type, Name name) implements Field {}

    /**
     * All overloads of a method (LF_METHOD, LF_METHOD_ST): u16 count, method list, name.
     *
     * @param methodList index of the LF_METHODLIST
     */
    record Overloads(int leaf, int count, long methodList, Name name) implements Field {}

    /** A type declared inside (LF_NESTTYPE, LF_NESTTYPEEX and their ST forms): u16 attributes or padding, type, name. */
    record NestedType(int leaf, FieldAttributes attributes, long type, Name name) implements Field {}

    /**
     * A method without overloads (LF_ONEMETHOD, LF_ONEMETHOD_ST): u16 attributes, type, u32 if it introduces a virtual, name.
     *
     * @param tableOffset offset in the virtual function table; -1 if it has no slot of its own
     */
    record OneMethod(int leaf, FieldAttributes attributes, long type, long tableOffset, Name name) implements Field {}

    /** Another access to an inherited member (LF_MEMBERMODIFY, LF_MEMBERMODIFY_ST): u16 attributes, type, name. */
    record MemberModify(int leaf, FieldAttributes attributes, long type, Name name) implements Field {}

    /**
     * A friend: a class (LF_FRIENDCLS: u16 padding, type) or a function (LF_FRIENDFCN, LF_FRIENDFCN_ST: then the name).
     *
     * @param name empty for a class
     */
    record Friend(int leaf, long type, Name name) implements Field {}

    /**
     * An entry that is not known. Its length is not known either, so it ends the list.
     *
     * @param rest all bytes of the list after the leaf
     */
    record UnknownField(int leaf, Slice rest) implements Field {}
}
