// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.Field;
import dev.symkit.format.codeview.FieldAttributes;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the objects of a class or union are laid out: base classes and data members in the order of the record. Static members,
 * methods and nested types are in {@link TypeStream#fields}.
 *
 * @param typeIndex index of the definition
 * @param name name of the type
 * @param size bytes of an object
 * @param bases direct base classes, and the virtual ones that are inherited
 * @param members data members
 */
public record TypeLayout(long typeIndex, Name name, long size, List<Base> bases, List<Member> members) {
    /** Copies the lists. */
    public TypeLayout {
        bases = List.copyOf(bases);
        members = List.copyOf(members);
    }

    /**
     * A base class.
     *
     * @param offset bytes from the start of the object to the base; of a virtual base to the pointer to its table
     * @param tableIndex place in the table of virtual bases; -1 if the base is not virtual
     */
    public record Base(long type, long offset, long tableIndex, FieldAttributes attributes) {
        /** Whether it is a virtual base class. */
        public boolean isVirtual() {
            return tableIndex >= 0;
        }
    }

    /**
     * A data member.
     *
     * @param type its type; of a bit field the type it is part of
     * @param offset bytes from the start of the object
     * @param size bytes of the type, {@link TypeStream#UNKNOWN} if they are not known
     * @param bitPosition lowest bit of a bit field
     * @param bitLength bits of a bit field; 0 if it is none
     */
    public record Member(
            Name name, long type, long offset, long size, int bitPosition, int bitLength, FieldAttributes attributes) {
        /** Whether it is a bit field. */
        public boolean isBitField() {
            return bitLength > 0;
        }
    }

    /**
     * Gives the layout of a type.
     *
     * @param types the TPI stream
     * @param typeIndex a class or union, defined or declared
     * @return empty if it is no class or union, or has no definition
     * @throws IOException if records are damaged or the file cannot be read
     */
    public static Optional<TypeLayout> of(TypeStream types, long typeIndex) throws IOException {
        long definition = types.definitionOf(typeIndex);
        if (!types.contains(definition)) {
            return Optional.empty();
        }
        TypeRecord type = types.typeAt(definition);
        if (type instanceof TypeRecord.ClassType structure) {
            return Optional.of(read(types, definition, structure.name(), structure.size(), structure.fieldList()));
        } else if (type instanceof TypeRecord.UnionType union) {
            return Optional.of(read(types, definition, union.name(), union.size(), union.fieldList()));
        }
        return Optional.empty();
    }

    private static TypeLayout read(TypeStream types, long definition, Name name, long size, long list)
            throws IOException {
        List<Base> bases = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (Field field : types.fields(list)) {
            if (field instanceof Field.BaseClass base) {
                bases.add(new Base(base.type(), base.offset(), -1, base.attributes()));
            } else if (field instanceof Field.VirtualBaseClass base) {
                bases.add(new Base(base.type(), base.pointerOffset(), base.tableIndex(), base.attributes()));
            } else if (field instanceof Field.DataMember member) {
                members.add(member(types, member));
            }
        }
        return new TypeLayout(definition, name, size, bases, members);
    }

    private static Member member(TypeStream types, Field.DataMember field) throws IOException {
        long type = field.type();
        int position = 0;
        int length = 0;
        if (types.contains(type) && types.typeAt(type) instanceof TypeRecord.BitField bits) {
            type = bits.type();
            position = bits.position();
            length = bits.length();
        }
        return new Member(field.name(), type, field.offset(), types.sizeOf(type), position, length, field.attributes());
    }
}
