// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.dbh.symbol.TypeTags;
import dev.symkit.format.codeview.Field;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.tpi.TypeLayout;
import dev.symkit.format.tpi.TypeNames;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is in a type, as {@code type -r} shows it (dbh.md 8; the layout is our choice):
 *
 * <pre>
 * typedef ORIGIN : Derived, size 10
 * struct Derived, size 10
 *   +0      8      base Base
 *     +0      4      x : int
 *     +4      4      flags : unsigned int, bits 0-2
 *   +8      8      next : Derived *
 * enum Colour, size 4
 *   RED = 1
 * </pre>
 *
 * <p>A line for a typedef, then one for its type; below that base classes and data members: a plus sign, the offset from the start of the
 * whole object padded at the right to six columns, the size in bytes likewise, the name and the type. What is in a base class is indented below
 * it. Of a virtual base the offset is that of the pointer to the table which says where the base is, and what is in it is not shown. All numbers
 * are hexadecimal. Static members, methods and nested types take no place in an object and are left out. Confined to one thread.
 */
public final class TypeMembers {
    /** Base classes of base classes; no compiler allows as many. */
    private static final int DEEPEST = 64;

    /** Rows; a file whose classes have each other as bases would never end. */
    private static final int MOST = 1 << 16;

    private final TypeStream types;
    private final TypeNames names;
    private final SymbolOptions options;
    private final Predicate<Row> sink;
    private int rows;

    private TypeMembers(TypeStream types, SymbolOptions options, Predicate<Row> sink) {
        this.types = types;
        this.names = new TypeNames(types);
        this.options = options;
        this.sink = sink;
    }

    /**
     * Shows a type.
     *
     * @param options how names are shown
     * @param sink takes the rows; false: no more are wanted
     * @return false if there are more rows than are shown
     * @throws IOException if the PDB is damaged or cannot be read
     */
    public static boolean show(TypeStream types, NamedType type, SymbolOptions options, Predicate<Row> sink)
            throws IOException {
        TypeMembers members = new TypeMembers(types, options, sink);
        members.show(type);
        return members.rows <= MOST;
    }

    private boolean take(MemberRow row) {
        return ++rows <= MOST && sink.test(row.shown(options));
    }

    private void show(NamedType type) throws IOException {
        long size = Math.max(0, types.sizeOf(type.type()));
        if (type.tag() == Tag.TYPEDEF && !take(MemberRow.typedef(type.name(), names.nameOf(type.type()), size))) {
            return;
        }
        if (!types.contains(type.type())) {
            return;
        }
        TypeRecord record = types.typeAt(type.type());
        if (TypeTags.named(record.leaf()) == TypeTags.NONE) {
            return;
        }
        String head = TypeTags.word(record.leaf()) + " " + names.nameOf(type.type());
        if (!take(MemberRow.head(head, size))) {
            return;
        }
        if (record instanceof TypeRecord.EnumType enumeration) {
            constants(enumeration);
        } else {
            members(type.type(), 0, 1);
        }
    }

    private void constants(TypeRecord.EnumType enumeration) throws IOException {
        for (Field field : types.fields(enumeration.fieldList())) {
            if (field instanceof Field.Enumerate constant
                    && !take(MemberRow.constant(
                            constant.value().longValue(0), constant.name().toString()))) {
                return;
            }
        }
    }

    private boolean members(long type, long start, int depth) throws IOException {
        Optional<TypeLayout> layout = depth > DEEPEST ? Optional.empty() : TypeLayout.of(types, type);
        if (layout.isEmpty()) {
            return true;
        }
        for (TypeLayout.Base base : layout.get().bases()) {
            long size = Math.max(0, types.sizeOf(base.type()));
            long offset = start + base.offset();
            String name = names.nameOf(base.type());
            if (!take(MemberRow.base(base.isVirtual(), depth, offset, size, name))
                    || (!base.isVirtual() && !members(base.type(), offset, depth + 1))) {
                return false;
            }
        }
        for (TypeLayout.Member member : layout.get().members()) {
            MemberRow row = new MemberRow(
                    MemberRow.Kind.MEMBER,
                    depth,
                    start + member.offset(),
                    Math.max(0, member.size()),
                    member.name().toString(),
                    names.nameOf(member.type()),
                    member.bitPosition(),
                    member.bitLength());
            if (!take(row)) {
                return false;
            }
        }
        return true;
    }
}
