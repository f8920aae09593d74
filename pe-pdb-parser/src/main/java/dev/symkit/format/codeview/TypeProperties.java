// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/**
 * The property bits of a class, union or enumeration. Source: microsoft-pdb, {@code cvinfo.h}, {@code CV_prop_t}.
 *
 * @param bits 16 bits, in the records with 32-bit properties 32
 */
public record TypeProperties(int bits) {
    /** The record only declares the type. */
    static final int FORWARD_REFERENCE = 0x80;

    /** The type is local to a function. */
    static final int SCOPED = 0x100;

    /** A decorated name follows the name. */
    static final int HAS_UNIQUE_NAME = 0x200;

    /** Whether the fields are packed closer than their alignment. */
    public boolean isPacked() {
        return (bits & 1) != 0;
    }

    /** Whether there are constructors or destructors. */
    public boolean hasConstructors() {
        return (bits & 2) != 0;
    }

    /** Whether the type is declared inside another. */
    public boolean isNested() {
        return (bits & 8) != 0;
    }

    /** Whether types are declared inside it. */
    public boolean containsNested() {
        return (bits & 0x10) != 0;
    }

    /** Whether the record only declares the type; the definition is another record. */
    public boolean isForwardReference() {
        return (bits & FORWARD_REFERENCE) != 0;
    }

    /** Whether the type is local to a function. */
    public boolean isScoped() {
        return (bits & SCOPED) != 0;
    }

    /** Whether the record has a decorated name. */
    public boolean hasUniqueName() {
        return (bits & HAS_UNIQUE_NAME) != 0;
    }

    /** Whether nothing can be derived from the type. */
    public boolean isSealed() {
        return (bits & 0x400) != 0;
    }

    /** Whether it is an intrinsic type such as {@code __m128}. */
    public boolean isIntrinsic() {
        return (bits & 0x2000) != 0;
    }
}
