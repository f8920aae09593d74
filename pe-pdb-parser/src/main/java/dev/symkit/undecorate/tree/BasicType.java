// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/** Types that a name spells with one code: the built-in types, placeholders, {@code std::nullptr_t}. */
public enum BasicType implements Type {
    SIGNED_CHAR("signed char"),
    CHAR("char"),
    UNSIGNED_CHAR("unsigned char"),
    SHORT("short"),
    UNSIGNED_SHORT("unsigned short"),
    INT("int"),
    UNSIGNED_INT("unsigned int"),
    LONG("long"),
    UNSIGNED_LONG("unsigned long"),
    FLOAT("float"),
    DOUBLE("double"),
    LONG_DOUBLE("long double"),
    VOID("void"),
    INT8("__int8"),
    UNSIGNED_INT8("unsigned __int8"),
    INT16("__int16"),
    UNSIGNED_INT16("unsigned __int16"),
    INT32("__int32"),
    UNSIGNED_INT32("unsigned __int32"),
    INT64("__int64"),
    UNSIGNED_INT64("unsigned __int64"),
    INT128("__int128"),
    UNSIGNED_INT128("unsigned __int128"),
    BOOL("bool"),
    CHAR8("char8_t"),
    CHAR16("char16_t"),
    CHAR32("char32_t"),
    WCHAR("wchar_t"),
    AUTO("auto"),
    DECLTYPE_AUTO("decltype(auto)"),
    UNKNOWN("<unknown>"),
    NULLPTR("std::nullptr_t"),
    /** No type at all, as the return type of a constructor. */
    NONE("");

    private final String text;

    BasicType(String text) {
        this.text = text;
    }

    /** How it is printed. */
    public String text() {
        return text;
    }

    /** The type of one of the codes {@code C} to {@code O} and {@code X}, or {@link #NONE} if the code is none of them. */
    public static BasicType of(char code) {
        return switch (code) {
            case 'C' -> SIGNED_CHAR;
            case 'D' -> CHAR;
            case 'E' -> UNSIGNED_CHAR;
            case 'F' -> SHORT;
            case 'G' -> UNSIGNED_SHORT;
            case 'H' -> INT;
            case 'I' -> UNSIGNED_INT;
            case 'J' -> LONG;
            case 'K' -> UNSIGNED_LONG;
            case 'M' -> FLOAT;
            case 'N' -> DOUBLE;
            case 'O' -> LONG_DOUBLE;
            case 'X' -> VOID;
            default -> NONE;
        };
    }

    /** The type of a code that stands after an underscore, or {@link #NONE} if the code is not known. */
    public static BasicType extended(char code) {
        return switch (code) {
            case 'D' -> INT8;
            case 'E' -> UNSIGNED_INT8;
            case 'F' -> INT16;
            case 'G' -> UNSIGNED_INT16;
            case 'H' -> INT32;
            case 'I' -> UNSIGNED_INT32;
            case 'J' -> INT64;
            case 'K' -> UNSIGNED_INT64;
            case 'L' -> INT128;
            case 'M' -> UNSIGNED_INT128;
            case 'N' -> BOOL;
            case 'P' -> AUTO;
            case 'Q' -> CHAR8;
            case 'R', 'V' -> UNKNOWN;
            case 'S' -> CHAR16;
            case 'T' -> DECLTYPE_AUTO;
            case 'U' -> CHAR32;
            case 'W' -> WCHAR;
            default -> NONE;
        };
    }
}
