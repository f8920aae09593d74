// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.format.codeview.LeafKind;

/** The kinds of symbols that records of types are (dbh.md 5). */
public final class TypeTags {
    /** Given for records that are no type with a name. */
    public static final int NONE = 0;

    private TypeTags() {}

    /** The tag of a class, union or enumeration; {@link #NONE} for all other records. */
    public static int named(int leaf) {
        return switch (leaf) {
            case LeafKind.LF_CLASS, LeafKind.LF_STRUCTURE, LeafKind.LF_INTERFACE, LeafKind.LF_UNION -> Tag.UDT;
            case LeafKind.LF_CLASS_ST, LeafKind.LF_STRUCTURE_ST, LeafKind.LF_UNION_ST -> Tag.UDT;
            case LeafKind.LF_CLASS2, LeafKind.LF_STRUCTURE2, LeafKind.LF_INTERFACE2, LeafKind.LF_UNION2 -> Tag.UDT;
            case LeafKind.LF_ENUM, LeafKind.LF_ENUM_ST -> Tag.ENUM;
            default -> NONE;
        };
    }

    /** The word in front of the name of such a type in C++. */
    public static String word(int leaf) {
        return switch (leaf) {
            case LeafKind.LF_CLASS, LeafKind.LF_CLASS_ST, LeafKind.LF_CLASS2 -> "class";
            case LeafKind.LF_INTERFACE, LeafKind.LF_INTERFACE2 -> "interface";
            case LeafKind.LF_UNION, LeafKind.LF_UNION_ST, LeafKind.LF_UNION2 -> "union";
            case LeafKind.LF_ENUM, LeafKind.LF_ENUM_ST -> "enum";
            default -> "struct";
        };
    }
}
