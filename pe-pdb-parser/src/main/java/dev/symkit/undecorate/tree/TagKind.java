// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/** The word before the name of a type that a program defines. */
public enum TagKind {
    UNION("union "),
    STRUCT("struct "),
    CLASS("class "),
    ENUM("enum "),
    ENUM_CHAR("enum char "),
    ENUM_UNSIGNED_CHAR("enum unsigned char "),
    ENUM_SHORT("enum short "),
    ENUM_UNSIGNED_SHORT("enum unsigned short "),
    ENUM_UNSIGNED_INT("enum unsigned int "),
    ENUM_LONG("enum long "),
    ENUM_UNSIGNED_LONG("enum unsigned long "),
    COINTERFACE("cointerface "),
    COCLASS("coclass "),
    /** A bare name, as that of an alias template. */
    NONE("");

    private static final TagKind[] ENUMS = {
        ENUM_CHAR,
        ENUM_UNSIGNED_CHAR,
        ENUM_SHORT,
        ENUM_UNSIGNED_SHORT,
        ENUM,
        ENUM_UNSIGNED_INT,
        ENUM_LONG,
        ENUM_UNSIGNED_LONG
    };

    private final String prefix;

    TagKind(String prefix) {
        this.prefix = prefix;
    }

    /** The word and a blank; nothing for {@link #NONE}. */
    public String prefix() {
        return prefix;
    }

    /** Whether it is one of the enumerations. */
    public boolean isEnum() {
        return prefix.startsWith("enum ");
    }

    /** The kind of {@code W0} to {@code W7}, by the digit; {@link #NONE} if it is another character. */
    public static TagKind enumOf(char digit) {
        return digit >= '0' && digit <= '7' ? ENUMS[digit - '0'] : NONE;
    }
}
