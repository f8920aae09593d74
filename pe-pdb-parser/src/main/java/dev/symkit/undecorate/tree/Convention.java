// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/** Calling conventions; two neighbouring letters mean the same one, the second is a function that is exported. */
public enum Convention {
    CDECL("__cdecl"),
    PASCAL("__pascal"),
    THISCALL("__thiscall"),
    STDCALL("__stdcall"),
    FASTCALL("__fastcall"),
    CLRCALL("__clrcall"),
    EABI("__eabi"),
    VECTORCALL("__vectorcall"),
    SWIFT("__swift_1"),
    SWIFT_ASYNC(""),
    REGCALL(""),
    /** A letter that no printer has a word for. */
    UNNAMED("");

    private final String word;

    Convention(String word) {
        this.word = word;
    }

    /** Microsoft's word for it, empty if it prints none. */
    public String word() {
        return word;
    }

    /** Whether a character can stand where a calling convention is expected. */
    public static boolean isCode(char code) {
        return (code >= 'A' && code <= 'Z') || code == 'w';
    }

    /** The convention of a code; {@link #UNNAMED} for the letters that print nothing. */
    public static Convention of(char code) {
        return switch (code) {
            case 'A', 'B' -> CDECL;
            case 'C', 'D' -> PASCAL;
            case 'E', 'F' -> THISCALL;
            case 'G', 'H' -> STDCALL;
            case 'I', 'J' -> FASTCALL;
            case 'M', 'N' -> CLRCALL;
            case 'O', 'P' -> EABI;
            case 'Q', 'R' -> VECTORCALL;
            case 'S', 'T' -> SWIFT;
            case 'W' -> SWIFT_ASYNC;
            case 'w' -> REGCALL;
            default -> UNNAMED;
        };
    }
}
