// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import java.util.Optional;

/**
 * A type whose index is below 0x1000 and which has no record: a basic type, or a pointer to one. The low byte of the index is the
 * basic type, bits 8 to 10 the pointer mode. Source: microsoft-pdb, {@code cvinfo.h}, {@code TYPE_ENUM_e}.
 *
 * @param index the type index
 * @param baseName the basic type as C++ spells it
 * @param baseSize bytes of the basic type; 0 for void
 * @param pointerMode 0 the basic type itself, 1 to 7 kinds of pointer to it
 */
public record PrimitiveType(int index, String baseName, int baseSize, int pointerMode) {
    /** The first index that belongs to a record. */
    public static final int FIRST_RECORD = 0x1000;

    /** Index of {@code std::nullptr_t}, which the pointer mode of a 16-bit pointer to void means since Visual C++ 2010 (LLVM). */
    private static final int NULL_POINTER = 0x0103;

    private static final int[] POINTER_SIZES = {0, 2, 4, 4, 4, 6, 8, 16};

    /**
     * Gives the type with an index.
     *
     * @param index type index
     * @return empty if the index is no basic type that is known; 0, no type, is none
     */
    public static Optional<PrimitiveType> of(long index) {
        if (index <= 0 || index >= FIRST_RECORD || (index & 0x800) != 0) {
            return Optional.empty();
        }
        int kind = (int) index & 0xFF;
        String entry = entry(kind);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        int blank = entry.indexOf(' ');
        int size = Integer.parseInt(entry.substring(0, blank));
        return Optional.of(new PrimitiveType((int) index, entry.substring(blank + 1), size, (int) index >> 8 & 7));
    }

    /** Bytes in a value: of the pointer if it is one. */
    public int size() {
        return pointerMode == 0 ? baseSize : POINTER_SIZES[pointerMode];
    }

    /** Whether it is a pointer to the basic type. */
    public boolean isPointer() {
        return pointerMode != 0 && index != NULL_POINTER;
    }

    /** The name, with a star if it is a pointer. */
    public String name() {
        if (index == NULL_POINTER) {
            return "std::nullptr_t";
        }
        return isPointer() ? baseName + " *" : baseName;
    }

    /** Size and name of a basic type, empty if it is not known. */
    private static String entry(int kind) {
        return switch (kind) {
            case 0x03 -> "0 void";
            case 0x08 -> "4 HRESULT";
            case 0x10 -> "1 signed char";
            case 0x11, 0x72 -> "2 short";
            case 0x12 -> "4 long";
            case 0x13, 0x76 -> "8 __int64";
            case 0x14, 0x78 -> "16 __int128";
            case 0x20 -> "1 unsigned char";
            case 0x21, 0x73 -> "2 unsigned short";
            case 0x22 -> "4 unsigned long";
            case 0x23, 0x77 -> "8 unsigned __int64";
            case 0x24, 0x79 -> "16 unsigned __int128";
            case 0x30 -> "1 bool";
            case 0x31 -> "2 __bool16";
            case 0x32 -> "4 __bool32";
            case 0x33 -> "8 __bool64";
            case 0x34 -> "16 __bool128";
            default -> laterEntry(kind);
        };
    }

    private static String laterEntry(int kind) {
        return switch (kind) {
            case 0x40, 0x45 -> "4 float";
            case 0x41 -> "8 double";
            case 0x42 -> "10 long double";
            case 0x43 -> "16 __float128";
            case 0x44 -> "6 __float48";
            case 0x46 -> "2 _Float16";
            case 0x50 -> "8 _Complex float";
            case 0x51 -> "16 _Complex double";
            case 0x52 -> "20 _Complex long double";
            case 0x53 -> "32 _Complex __float128";
            case 0x68 -> "1 __int8";
            case 0x69 -> "1 unsigned __int8";
            case 0x70 -> "1 char";
            case 0x71 -> "2 wchar_t";
            case 0x74 -> "4 int";
            case 0x75 -> "4 unsigned int";
            case 0x7A -> "2 char16_t";
            case 0x7B -> "4 char32_t";
            case 0x7C -> "1 char8_t";
            default -> "";
        };
    }
}
