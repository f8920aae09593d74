// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pdb.PdbHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The hash value that decides the bucket of a type record, as linkers store it in the hash stream of TPI and IPI.
 *
 * <p>A complete class, union or enumeration is hashed by its name if it is not local to a function, else by its decorated name if it
 * has one; unnamed types are not. LF_UDT_SRC_LINE and LF_UDT_MOD_SRC_LINE are hashed by the four bytes of their type index. All other
 * records by the CRC-32 of the whole record, started with 0 and not inverted; before version 20040203 by the hash function of the
 * names. A length-prefixed name is hashed with its length (observed). Source: microsoft-pdb, {@code PDB/dbi/tpi.cpp}; LLVM, {@code
 * lib/DebugInfo/PDB/Native/TpiHashing.cpp}.
 */
public final class TypeHash {
    private static final byte[][] UNNAMED = {ascii("<unnamed-tag>"), ascii("__unnamed")};
    private static final byte[] QUALIFIER = ascii("::");
    private static final int INVERTED = 4;

    private TypeHash() {}

    /**
     * Gives the value of the record that a reader stands on, before the modulus, unsigned.
     *
     * @param type stands on a record
     * @param version version in the header of the stream
     * @throws FormatException {@code TRUNCATED} if a name does not fit the record
     */
    public static int of(TypeReader type, long version) throws FormatException {
        byte[] buffer = type.buffer();
        if (type.leaf() == LeafKind.LF_UDT_SRC_LINE || type.leaf() == LeafKind.LF_UDT_MOD_SRC_LINE) {
            int from = type.recordAt() + TypeReader.PREFIX;
            return PdbHash.hashV1(buffer, from, Math.min(4, type.length() - TypeReader.PREFIX));
        }
        if (isDefinition(type) && type.findName() && !isUnnamed(type)) {
            if (!new TypeProperties(type.properties()).isScoped()) {
                int prefix = type.isNamePrefixed() ? 1 : 0;
                return PdbHash.hashV1(buffer, type.nameAt() - prefix, type.nameLength() + prefix);
            }
            if (type.hasUniqueName()) {
                return PdbHash.hashV1(buffer, type.uniqueNameAt(), type.uniqueNameLength());
            }
        }
        return version < TpiHeader.V80
                ? PdbHash.hashV1(buffer, type.recordAt(), type.length())
                : crc(buffer, type.recordAt(), type.length());
    }

    /** Whether a reader stands on the definition of a class, union or enumeration. */
    static boolean isDefinition(TypeReader type) {
        return isUserType(type.leaf()) && !new TypeProperties(type.properties()).isForwardReference();
    }

    /** Whether records of a kind are classes, unions or enumerations. */
    static boolean isUserType(int leaf) {
        return switch (leaf) {
            case LeafKind.LF_CLASS,
                    LeafKind.LF_STRUCTURE,
                    LeafKind.LF_INTERFACE,
                    LeafKind.LF_UNION,
                    LeafKind.LF_ENUM,
                    LeafKind.LF_CLASS_ST,
                    LeafKind.LF_STRUCTURE_ST,
                    LeafKind.LF_UNION_ST,
                    LeafKind.LF_ENUM_ST,
                    LeafKind.LF_CLASS2,
                    LeafKind.LF_STRUCTURE2,
                    LeafKind.LF_UNION2,
                    LeafKind.LF_INTERFACE2 -> true;
            default -> false;
        };
    }

    private static boolean isUnnamed(TypeReader type) {
        for (byte[] unnamed : UNNAMED) {
            int from = type.nameAt() + type.nameLength() - unnamed.length;
            if (type.nameLength() < unnamed.length || !equal(type.buffer(), from, unnamed)) {
                continue;
            }
            int before = type.nameLength() - unnamed.length;
            if (before == 0
                    || (before >= QUALIFIER.length && equal(type.buffer(), from - QUALIFIER.length, QUALIFIER))) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(byte[] buffer, int from, byte[] text) {
        return Arrays.equals(buffer, from, from + text.length, text, 0, text.length);
    }

    /** The CRC-32 that starts with 0 and is not inverted; the JDK's differs in the first four bytes and the end. */
    private static int crc(byte[] buffer, int at, int length) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < INVERTED; i++) {
            crc.update(~buffer[at + i] & 0xFF);
        }
        crc.update(buffer, at + INVERTED, length - INVERTED);
        return ~(int) crc.getValue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
