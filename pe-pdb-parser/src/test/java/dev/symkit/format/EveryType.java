// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.codeview.FieldReader;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.Name;
import dev.symkit.format.tpi.TypeHash;
import dev.symkit.format.tpi.TypeLayout;
import dev.symkit.format.tpi.TypeNames;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;

/** Reads everything of a stream of types or ids. */
final class EveryType {
    /** So many types are named, measured and laid out, spread over all. */
    private static final int LOOKED_AT = 200;

    private EveryType() {}

    static void readAll(Optional<TypeStream> opened) throws IOException {
        if (opened.isPresent()) {
            readAll(opened.get());
        }
    }

    private static void readAll(TypeStream types) throws IOException {
        Attempt.of(() -> walk(types));
        Attempt.of(() -> types.findByName(Name.of("Shape")));
        Attempt.of(() -> types.findByUniqueName(Name.of(".?AUShape@@")));
        Attempt.of(types::hasHashValues);
        TypeNames names = new TypeNames(types);
        long first = types.header().firstIndex();
        long step = Math.max(1, types.count() / LOOKED_AT);
        for (long i = types.count() - 1; i >= 0; i -= step) {
            look(types, names, first + i);
        }
        look(types, names, 0x74);
        look(types, names, 0xFFFFFFFFL);
    }

    private static void walk(TypeStream types) throws IOException {
        TypeReader reader = types.reader();
        while (reader.next()) {
            Attempt.of(reader::decode);
            Attempt.of(() -> TypeHash.of(reader, types.header().version()));
            Attempt.of(() -> {
                if (reader.findName()) {
                    reader.name();
                }
            });
            if (reader.leaf() == LeafKind.LF_FIELDLIST) {
                Attempt.of(() -> {
                    for (FieldReader fields = reader.fields(); fields.next(); ) {
                        fields.value(0);
                        fields.decode();
                    }
                });
            }
        }
    }

    private static void look(TypeStream types, TypeNames names, long index) throws IOException {
        Attempt.of(() -> names.nameOf(index));
        Attempt.of(() -> types.sizeOf(index));
        Attempt.of(() -> TypeLayout.of(types, index));
        if (types.contains(index)) {
            Attempt.of(() -> types.typeAt(index));
            Attempt.of(() -> types.readerAt(index));
            Attempt.of(() -> types.definitionOf(index));
            Attempt.of(() -> types.fields(index));
            if (types.hasHashValues()) {
                Attempt.of(() -> types.hashValue(index));
            }
        }
    }
}
