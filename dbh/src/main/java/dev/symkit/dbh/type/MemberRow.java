// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import java.util.Locale;

/**
 * A row of {@code type -r}: the head, or a base class, data member or constant (layout: {@link TypeMembers}). Immutable.
 *
 * @param kind what the row tells of
 * @param depth how far it is indented: 0 the head, 1 what is in the type, more what is in its base classes
 * @param offset bytes from the start of the object; of a virtual base those to the pointer to its table; the value of a constant
 * @param size bytes, 0 if not known
 * @param name its name
 * @param type its type as C++ writes it; empty if the row needs none
 * @param bit lowest bit of a bit field
 * @param bits how many it has; 0 if it is no bit field
 */
record MemberRow(Kind kind, int depth, long offset, long size, String name, String type, int bit, int bits)
        implements Row {
    private static final String INDENT = "  ";
    private static final int COLUMNS = 6;

    /** What a row tells of. */
    enum Kind {
        /** The type itself, its kind in front of its name. */
        HEAD,
        /** A typedef and what it stands for. */
        TYPEDEF,
        /** A base class. */
        BASE,
        /** A virtual base class. */
        VIRTUAL_BASE,
        /** A data member. */
        MEMBER,
        /** A constant of an enumeration. */
        CONSTANT
    }

    static MemberRow head(String name, long size) {
        return new MemberRow(Kind.HEAD, 0, 0, size, name, "", 0, 0);
    }

    static MemberRow typedef(String name, String type, long size) {
        return new MemberRow(Kind.TYPEDEF, 0, 0, size, name, type, 0, 0);
    }

    static MemberRow base(boolean virtual, int depth, long offset, long size, String name) {
        return new MemberRow(virtual ? Kind.VIRTUAL_BASE : Kind.BASE, depth, offset, size, name, "", 0, 0);
    }

    static MemberRow constant(long value, String name) {
        return new MemberRow(Kind.CONSTANT, 1, value, 0, name, "", 0, 0);
    }

    /** The row with its names as the options want them. */
    MemberRow shown(SymbolOptions options) {
        String shownName = ShownNames.plain(name, options);
        return new MemberRow(kind, depth, offset, size, shownName, ShownNames.plain(type, options), bit, bits);
    }

    @Override
    public void text(StringBuilder into) {
        into.append(INDENT.repeat(depth));
        switch (kind) {
            case HEAD -> into.append(name);
            case TYPEDEF -> into.append("typedef ").append(name).append(" : ").append(type);
            case CONSTANT -> into.append(name).append(" = ").append(Long.toString(offset, 16));
            default -> place(into);
        }
        if (depth == 0) {
            into.append(", size ").append(Hex.of(size));
        }
        into.append('\n');
    }

    private void place(StringBuilder into) {
        padded(into.append('+'), offset);
        padded(into.append(' '), size);
        into.append(' ');
        switch (kind) {
            case BASE -> into.append("base ").append(name);
            case VIRTUAL_BASE -> into.append("virtual base ").append(name);
            default -> into.append(name).append(" : ").append(type);
        }
        if (bits == 1) {
            into.append(", bit ").append(Hex.of(bit));
        } else if (bits > 1) {
            into.append(", bits ").append(Hex.of(bit)).append('-').append(Hex.of(bit + bits - 1L));
        }
    }

    private static void padded(StringBuilder into, long value) {
        int from = into.length();
        into.append(Hex.of(value));
        while (into.length() - from < COLUMNS) {
            into.append(' ');
        }
    }

    @Override
    public void fields(Fields into) {
        into.text("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        into.number("depth", depth);
        into.text("name", name);
        into.text("type", type);
        if (kind == Kind.CONSTANT) {
            into.number("value", offset);
            return;
        }
        into.number("offset", offset);
        into.number("size", size);
        into.number("bit", bit);
        into.number("bits", bits);
    }
}
