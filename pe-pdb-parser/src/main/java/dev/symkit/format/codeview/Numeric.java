// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A numeric leaf: the value of a constant, or a size or offset in a type record.
 *
 * <p>Layout: u16; below 0x8000 it is the value itself, else it tells how the value that follows is stored. Source: microsoft-pdb,
 * {@code cvinfo.h}, {@code LF_NUMERIC} and following; the number 0x8019 (an OLE DECIMAL) was observed in constants of Visual Basic.
 *
 * @param leaf how the value is stored; below 0x8000 the value
 * @param data the bytes after the leaf, without the length of a varying string or the NUL of a text
 */
public record Numeric(int leaf, Slice data) {
    private static final int FIRST_LEAF = 0x8000;
    static final int VARSTRING = 0x8010;
    static final int UTF8_TEXT = 0x801B;

    /**
     * Reads a numeric leaf.
     *
     * @return empty if the kind is not known, so that its length is not either; the cursor then stands after the u16
     * @throws FormatException {@code TRUNCATED} if it does not fit
     */
    public static Optional<Numeric> read(ByteCursor in) throws FormatException {
        int leaf = in.u16();
        if (leaf < FIRST_LEAF) {
            return Optional.of(new Numeric(leaf, Slice.EMPTY));
        }
        if (leaf == VARSTRING) {
            return Optional.of(new Numeric(leaf, in.raw(in.u16())));
        }
        if (leaf == UTF8_TEXT) {
            int length = in.lengthToNul();
            if (length < 0) {
                throw in.error(FormatException.Kind.TRUNCATED, "a text is not ended by NUL");
            }
            Slice text = in.raw(length);
            in.skip(1);
            return Optional.of(new Numeric(leaf, text));
        }
        int size = sizeOf(leaf);
        return size < 0 ? Optional.empty() : Optional.of(new Numeric(leaf, in.raw(size)));
    }

    /**
     * Bytes after the u16 of a leaf of fixed size.
     *
     * @param leaf the u16
     * @return -1 if the size varies or the kind is not known
     */
    static int sizeOf(int leaf) {
        if (leaf < FIRST_LEAF) {
            return 0;
        }
        return switch (leaf) {
            case 0x8000 -> 1; // i8
            case 0x8001, 0x8002, 0x801C -> 2; // i16, u16, f16
            case 0x8003, 0x8004, 0x8005 -> 4; // i32, u32, f32
            case 0x800B -> 6; // f48
            case 0x8009, 0x800A, 0x8006, 0x800C, 0x801A -> 8; // i64, u64, f64, complex of f32, date
            case 0x8007 -> 10; // f80
            case 0x8008, 0x800D, 0x8017, 0x8018, 0x8019 -> 16; // f128, complex of f64, i128, u128, decimal
            case 0x800E -> 20; // complex of f80
            case 0x800F -> 32; // complex of f128
            default -> -1;
        };
    }

    /** The value if it is a whole number, of up to 128 bits. */
    public Optional<BigInteger> integer() {
        return switch (leaf) {
            case 0x8000, 0x8001, 0x8003, 0x8009, 0x8017 -> Optional.of(new BigInteger(bigEndian()));
            case 0x8002, 0x8004, 0x800A, 0x8018 -> Optional.of(new BigInteger(1, bigEndian()));
            default -> leaf < FIRST_LEAF ? Optional.of(BigInteger.valueOf(leaf)) : Optional.empty();
        };
    }

    /**
     * The low 64 bits of the value if it is a whole number.
     *
     * @param otherwise given if it is none
     */
    public long longValue(long otherwise) {
        return integer().map(BigInteger::longValue).orElse(otherwise);
    }

    private byte[] bigEndian() {
        byte[] bytes = data.toByteArray();
        for (int low = 0, high = bytes.length - 1; low < high; low++, high--) {
            byte kept = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = kept;
        }
        return bytes;
    }
}
