// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/**
 * The attributes of a field or method. Source: microsoft-pdb, {@code cvinfo.h}, {@code CV_fldattr_t}.
 *
 * @param bits 16 bits: two of access, three of the kind of method, then flags
 */
public record FieldAttributes(int bits) {
    private static final int INTRODUCING = 4;
    private static final int PURE_INTRODUCING = 6;

    /** Kinds of method in the order of their numbers. */
    public enum MethodKind {
        /** An ordinary method; fields have this too. */
        VANILLA,
        /** Overrides a virtual method. */
        VIRTUAL,
        /** Static. */
        STATIC,
        /** A friend. */
        FRIEND,
        /** The first virtual method of its name. */
        INTRODUCING_VIRTUAL,
        /** Overrides, without a body. */
        PURE_VIRTUAL,
        /** The first virtual method of its name, without a body. */
        PURE_INTRODUCING_VIRTUAL,
        /** A number without a meaning. */
        RESERVED
    }

    /** Access: 0 not said, 1 private, 2 protected, 3 public. */
    public int access() {
        return bits & 3;
    }

    /** What sort of method it is. */
    public MethodKind methodKind() {
        return MethodKind.values()[bits >> 2 & 7];
    }

    /** Whether the method takes a new slot of the virtual function table, whose offset then follows. */
    public boolean introducesVirtual() {
        return introducesVirtual(bits);
    }

    /** Whether the compiler made the field. */
    public boolean isCompilerGenerated() {
        return (bits & 0x100) != 0;
    }

    static boolean introducesVirtual(int bits) {
        int kind = bits >> 2 & 7;
        return kind == INTRODUCING || kind == PURE_INTRODUCING;
    }
}
