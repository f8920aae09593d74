// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The name, the address and the kind of a symbol, for listings that show no more of millions of them: the same as {@link RowMaker} gives without
 * types, but of most kinds the record is not decoded. Confined to one thread.
 */
final class ListedFields {
    private final PdbParts parts;
    private final RowMaker rows;
    private final RecordFields fields = new RecordFields();
    private final NameText text = new NameText();
    private String name = "";
    private long address;

    /** Reads fields; what needs the whole record is left to a maker of rows. */
    ListedFields(PdbParts parts, RowMaker rows) {
        this.parts = parts;
        this.rows = rows;
    }

    /** Reads those of the symbol that a walk stands on; false if records of this kind are not shown. */
    boolean read(ModuleWalk walk, SymbolOptions options) throws IOException {
        if (!read(walk.reader(), options)) {
            return false;
        }
        if (fields.tag() == Tag.INLINE_SITE
                && walk.around() != ScopeTracker.NONE
                && rows.inlined().read(walk)) {
            name = ShownNames.plain(rows.inlined().name(), options);
            address = rows.inlined().address();
        }
        return true;
    }

    /** Reads those of the record that a reader stands on; false if records of this kind are not shown. */
    boolean read(SymbolReader record, SymbolOptions options) throws IOException {
        fields.read(record);
        switch (fields.tag()) {
            case RecordFields.NO_TAG -> {
                return false;
            }
            case Tag.ANNOTATION -> {
                Optional<SymbolRow> row = rows.row(record, 0, false, options);
                name = row.isEmpty() ? "" : row.get().name();
            }
            case Tag.PUBLIC_SYMBOL ->
                name = ShownNames.decorated(text.of(record).toString(), options);
            default -> name = ShownNames.plain(text.of(record).toString(), options);
        }
        address = addressOf(record);
        return true;
    }

    private long addressOf(SymbolReader record) throws IOException {
        if (fields.isPlaced()) {
            return parts.address(fields.section(), fields.offset());
        }
        return RecordFields.isThread(record.kind()) ? fields.offset() : 0;
    }

    /** What the record itself says. */
    RecordFields fields() {
        return fields;
    }

    /** As it is shown. */
    String name() {
        return name;
    }

    /** Where it is; of variables of functions 0. */
    long address() {
        return address;
    }
}
