// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.SearchQuery;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.dbh.symbol.TypeTags;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.PrimitiveType;
import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.tpi.TypeNames;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;

/** Types as rows among symbols (dbh.md 5 and 5.1). Confined to one thread. */
final class TypeRows {
    private final PdbParts parts;

    TypeRows(PdbParts parts) {
        this.parts = parts;
    }

    /** The row of a type; empty if there is none with the index, or it is a part of others only. */
    Optional<SymbolRow> row(long type, SymbolOptions options) throws IOException {
        Optional<TypeStream> types = parts.pdb().types();
        if (types.isEmpty()
                || type == 0
                || !(type < PrimitiveType.FIRST_RECORD || types.get().contains(type))) {
            return Optional.empty();
        }
        int tag = Tag.BASE_TYPE;
        if (type >= PrimitiveType.FIRST_RECORD) {
            TypeReader reader = types.get().readerAt(type);
            tag = reader.next() ? tagOf(reader.leaf()) : RecordFields.NO_TAG;
        }
        long number = parts.numbers().ofType(type);
        return tag == RecordFields.NO_TAG
                ? Optional.empty()
                : Optional.of(new SymbolRow(
                        ShownNames.plain(new TypeNames(types.get()).nameOf(type), options),
                        0,
                        parts.sizeOf(type),
                        0,
                        number,
                        parts.base(),
                        0,
                        0,
                        tag,
                        number));
    }

    private static int tagOf(int leaf) {
        return switch (leaf) {
            case LeafKind.LF_POINTER -> Tag.POINTER_TYPE;
            case LeafKind.LF_ARRAY, LeafKind.LF_ARRAY_ST -> Tag.ARRAY_TYPE;
            case LeafKind.LF_PROCEDURE, LeafKind.LF_MFUNCTION -> Tag.FUNCTION_TYPE;
            case LeafKind.LF_VTSHAPE -> Tag.VTABLE_SHAPE;
            case LeafKind.LF_MODIFIER -> Tag.BASE_TYPE;
            default -> TypeTags.named(leaf);
        };
    }

    /** Lists the definitions of classes and enumerations; false if no more are wanted. */
    boolean list(SearchQuery query, SymbolSink sink) throws IOException {
        Optional<TypeStream> types = parts.pdb().types();
        if (types.isEmpty()
                || !(query.wants(Tag.UDT) || query.wants(Tag.ENUM))
                || query.address().isPresent()) {
            return true;
        }
        TypeReader reader = types.get().reader();
        while (reader.next()) {
            parts.lookout().pass();
            int tag = TypeTags.named(reader.leaf());
            if (tag == RecordFields.NO_TAG
                    || !query.wants(tag)
                    || !reader.findName()
                    || new TypeProperties(reader.properties()).isForwardReference()) {
                continue;
            }
            String name =
                    ShownNames.plain(reader.name().toString(), query.symbols().options());
            if (query.symbols().mask().matches(name)
                    && !sink.take(new Listed(parts.numbers().ofType(reader.typeIndex()), 0, tag, 0, name))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a typedef only repeats the name of the class or enumeration that it stands for. */
    boolean isRepeated(long type, CharSequence name) throws IOException {
        Optional<TypeStream> types = parts.pdb().types();
        if (types.isEmpty() || !types.get().contains(type)) {
            return false;
        }
        TypeReader reader = types.get().readerAt(type);
        return reader.next()
                && TypeTags.named(reader.leaf()) != TypeTags.NONE
                && reader.findName()
                && reader.name().toString().contentEquals(name);
    }
}
