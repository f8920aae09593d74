// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.PrimitiveType;
import dev.symkit.format.codeview.TypeRecord;
import java.io.IOException;

/** Follows a type to what says how large it is. */
final class TypeSizes {
    private final TypeStream types;
    private long next;

    TypeSizes(TypeStream types) {
        this.types = types;
    }

    long of(long typeIndex) throws IOException {
        next = typeIndex;
        for (int depth = 0; depth < TypeStream.DEEPEST; depth++) {
            if (next < PrimitiveType.FIRST_RECORD) {
                return PrimitiveType.of(next).map(type -> (long) type.size()).orElse(TypeStream.UNKNOWN);
            }
            long definition = types.definitionOf(next);
            if (!types.contains(definition)) {
                return TypeStream.UNKNOWN;
            }
            TypeRecord type = types.typeAt(definition);
            if (!follow(type)) {
                return stored(type);
            }
        }
        return TypeStream.UNKNOWN;
    }

    /** Sets the type whose size a type has; false if it has its own. */
    private boolean follow(TypeRecord type) {
        if (type instanceof TypeRecord.Modifier modifier) {
            next = modifier.type();
        } else if (type instanceof TypeRecord.EnumType enumeration) {
            next = enumeration.underlyingType();
        } else if (type instanceof TypeRecord.BitField bits) {
            next = bits.type();
        } else if (type instanceof TypeRecord.Alias alias) {
            next = alias.type();
        } else {
            return false;
        }
        return true;
    }

    private static long stored(TypeRecord type) {
        if (type instanceof TypeRecord.Pointer pointer) {
            return pointer.size();
        } else if (type instanceof TypeRecord.ArrayType array) {
            return array.size();
        } else if (type instanceof TypeRecord.ClassType structure) {
            return structure.size();
        } else if (type instanceof TypeRecord.UnionType union) {
            return union.size();
        } else if (type instanceof TypeRecord.StridedArray array) {
            return array.size();
        } else if (type instanceof TypeRecord.Vector vector) {
            return vector.size();
        } else if (type instanceof TypeRecord.Matrix matrix) {
            return matrix.size();
        }
        return TypeStream.UNKNOWN;
    }
}
