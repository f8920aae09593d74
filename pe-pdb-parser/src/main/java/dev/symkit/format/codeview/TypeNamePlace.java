// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.LeafKind.LF_ALIAS;
import static dev.symkit.format.codeview.LeafKind.LF_ALIAS_ST;
import static dev.symkit.format.codeview.LeafKind.LF_ARRAY;
import static dev.symkit.format.codeview.LeafKind.LF_ARRAY_ST;
import static dev.symkit.format.codeview.LeafKind.LF_CLASS;
import static dev.symkit.format.codeview.LeafKind.LF_CLASS2;
import static dev.symkit.format.codeview.LeafKind.LF_CLASS_ST;
import static dev.symkit.format.codeview.LeafKind.LF_ENUM;
import static dev.symkit.format.codeview.LeafKind.LF_ENUM_ST;
import static dev.symkit.format.codeview.LeafKind.LF_FUNC_ID;
import static dev.symkit.format.codeview.LeafKind.LF_INTERFACE;
import static dev.symkit.format.codeview.LeafKind.LF_INTERFACE2;
import static dev.symkit.format.codeview.LeafKind.LF_MATRIX;
import static dev.symkit.format.codeview.LeafKind.LF_MFUNC_ID;
import static dev.symkit.format.codeview.LeafKind.LF_PRECOMP;
import static dev.symkit.format.codeview.LeafKind.LF_PRECOMP_ST;
import static dev.symkit.format.codeview.LeafKind.LF_STRIDED_ARRAY;
import static dev.symkit.format.codeview.LeafKind.LF_STRING_ID;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE2;
import static dev.symkit.format.codeview.LeafKind.LF_STRUCTURE_ST;
import static dev.symkit.format.codeview.LeafKind.LF_TYPESERVER;
import static dev.symkit.format.codeview.LeafKind.LF_TYPESERVER2;
import static dev.symkit.format.codeview.LeafKind.LF_TYPESERVER_ST;
import static dev.symkit.format.codeview.LeafKind.LF_UNION;
import static dev.symkit.format.codeview.LeafKind.LF_UNION2;
import static dev.symkit.format.codeview.LeafKind.LF_UNION_ST;
import static dev.symkit.format.codeview.LeafKind.LF_VECTOR;
import static dev.symkit.format.codeview.LeafKind.LF_VFTABLE;

/** Where names and properties stand in the records that have them. */
final class TypeNamePlace {
    /** Given for a leaf without a name. */
    static final int NONE = -1;

    private static final int NUMERIC = 1 << 8;
    private static final int TWO_NUMERICS = 2 << 8;
    private static final int ST = 1 << 10;

    private TypeNamePlace() {}

    /** Bytes in the payload before the numerics or the name. */
    static int fixed(int place) {
        return place & 0xFF;
    }

    /** Numerics between the fixed bytes and the name. */
    static int numerics(int place) {
        return place >> 8 & 3;
    }

    /** Whether a length stands before the name in place of a NUL after it. */
    static boolean isPrefixed(int place) {
        return (place & ST) != 0;
    }

    /** Where the name of a leaf stands, for the methods above; {@link #NONE} if it has none. */
    static int of(int leaf) {
        return switch (leaf) {
            case LF_CLASS, LF_STRUCTURE, LF_INTERFACE -> 16 | NUMERIC;
            case LF_CLASS_ST, LF_STRUCTURE_ST -> 16 | NUMERIC | ST;
            case LF_CLASS2, LF_STRUCTURE2, LF_INTERFACE2 -> 16 | TWO_NUMERICS;
            case LF_UNION, LF_ARRAY, LF_VECTOR -> 8 | NUMERIC;
            case LF_UNION_ST, LF_ARRAY_ST -> 8 | NUMERIC | ST;
            case LF_UNION2 -> 8 | TWO_NUMERICS;
            case LF_STRIDED_ARRAY -> 12 | NUMERIC;
            case LF_MATRIX -> 17 | NUMERIC;
            case LF_ENUM, LF_PRECOMP -> 12;
            case LF_ENUM_ST, LF_PRECOMP_ST -> 12 | ST;
            case LF_ALIAS, LF_STRING_ID -> 4;
            case LF_ALIAS_ST -> 4 | ST;
            case LF_FUNC_ID, LF_MFUNC_ID, LF_TYPESERVER -> 8;
            case LF_TYPESERVER_ST -> 8 | ST;
            case LF_TYPESERVER2 -> 20;
            case LF_VFTABLE -> 16;
            default -> NONE;
        };
    }

    /** Offset in the payload of the u16 of properties, or {@link #NONE}. */
    static int properties(int leaf) {
        return switch (leaf) {
            case LF_CLASS,
                    LF_STRUCTURE,
                    LF_INTERFACE,
                    LF_UNION,
                    LF_ENUM,
                    LF_CLASS_ST,
                    LF_STRUCTURE_ST,
                    LF_UNION_ST,
                    LF_ENUM_ST -> 2;
            case LF_CLASS2, LF_STRUCTURE2, LF_INTERFACE2, LF_UNION2 -> 0;
            default -> NONE;
        };
    }
}
