// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.FieldReader;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.Optional;

/** Uses everything that a type stream offers, over content that may be damaged. */
final class TypeWalk {
    private static final int MOST = 200;

    private TypeWalk() {}

    /**
     * Walks, decodes, names and lays out; what is refused is passed over.
     *
     * @return number of records that could be decoded
     */
    static int everything(StreamContainer msf, int number) throws IOException {
        Optional<TypeStream> opened = TypeStream.open(msf, number);
        return opened.isPresent() ? everything(opened.get()) : 0;
    }

    private static int everything(TypeStream types) throws IOException {
        int decoded = 0;
        TypeReader reader = types.reader();
        TypeNames names = new TypeNames(types);
        try {
            while (reader.next()) {
                decoded += decode(reader);
                if (reader.typeIndex() - types.header().firstIndex() < MOST) {
                    look(types, names, reader.typeIndex());
                }
            }
        } catch (FormatException refused) {
            check(refused);
        }
        try {
            types.findByName(Name.of("Shape"));
            types.findByUniqueName(Name.of(".?AUShape@@"));
        } catch (FormatException refused) {
            check(refused);
        }
        return decoded;
    }

    private static int decode(TypeReader reader) throws IOException {
        try {
            reader.decode();
            if (reader.leaf() == LeafKind.LF_FIELDLIST) {
                FieldReader fields = reader.fields();
                while (fields.next()) {
                    fields.value(0);
                }
            }
            return 1;
        } catch (FormatException refused) {
            check(refused);
            return 0;
        }
    }

    private static void look(TypeStream types, TypeNames names, long index) throws IOException {
        try {
            names.nameOf(index);
            types.sizeOf(index);
            TypeLayout.of(types, index);
        } catch (FormatException refused) {
            check(refused);
        }
    }

    private static void check(FormatException refused) {
        if (refused.offset() < 0) {
            throw new AssertionError("no place in " + refused.getMessage(), refused);
        }
    }
}
