// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.dbh.symbol.TypeTags;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.codeview.UdtSymbol;
import dev.symkit.format.gsi.GlobalsStream;
import dev.symkit.format.gsi.SymbolRecords;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A type that has a name: a class, a union, an enumeration or a typedef. Immutable.
 *
 * @param name the name
 * @param tag what it is
 * @param type index of the type, or of the one that a typedef stands for; the definition if there is one
 * @param record of a typedef the offset of its record among the globals
 */
public record NamedType(String name, int tag, long type, OptionalLong record) {
    /**
     * Finds a type by its name; case counts. A definition comes first, then a typedef, then a type that is only declared.
     *
     * @param lookout what the search passes
     * @throws IOException if the PDB is damaged or cannot be read
     */
    public static Optional<NamedType> find(PdbFile pdb, String text, Lookout lookout) throws IOException {
        Optional<TypeStream> types = pdb.types();
        if (text.isEmpty() || types.isEmpty()) {
            return Optional.empty();
        }
        Name name = Name.of(text);
        long found = types.get().findByName(name);
        if (found != TypeStream.UNKNOWN) {
            return ofRecord(types.get(), found);
        }
        Optional<NamedType> typedef = ofTypedef(pdb, types.get(), name);
        return typedef.isPresent() ? typedef : declared(types.get(), name, lookout);
    }

    private static Optional<NamedType> ofRecord(TypeStream types, long index) throws IOException {
        TypeReader reader = types.readerAt(index);
        int tag = reader.next() ? TypeTags.named(reader.leaf()) : TypeTags.NONE;
        return tag == TypeTags.NONE
                ? Optional.empty()
                : Optional.of(new NamedType(reader.name().toString(), tag, index, OptionalLong.empty()));
    }

    private static Optional<NamedType> ofTypedef(PdbFile pdb, TypeStream types, Name name) throws IOException {
        Optional<GlobalsStream> globals = pdb.globals();
        Optional<SymbolRecords> records = pdb.symbolRecords();
        if (globals.isEmpty() || records.isEmpty()) {
            return Optional.empty();
        }
        SymbolReader reader = records.get().inOrder();
        for (long offset : globals.get().finder().offsetsOf(name)) {
            reader.moveTo(offset);
            if (!Typedefs.isTypedef(reader.kind()) || !(reader.decode() instanceof UdtSymbol symbol)) {
                continue;
            }
            long type = definition(types, symbol.type());
            Optional<NamedType> same = types.contains(type) ? ofRecord(types, type) : Optional.empty();
            if (same.isPresent() && same.get().name().equals(name.toString())) {
                return same;
            }
            return Optional.of(new NamedType(name.toString(), Tag.TYPEDEF, type, OptionalLong.of(offset)));
        }
        return Optional.empty();
    }

    private static Optional<NamedType> declared(TypeStream types, Name name, Lookout lookout) throws IOException {
        TypeReader reader = types.reader();
        while (reader.next()) {
            lookout.pass();
            if (TypeTags.named(reader.leaf()) != TypeTags.NONE
                    && new TypeProperties(reader.properties()).isForwardReference()
                    && reader.findName()
                    && name.equalsBytes(reader.buffer(), reader.nameAt(), reader.nameLength())) {
                return ofRecord(types, reader.typeIndex());
            }
        }
        return Optional.empty();
    }

    /** The definition of a type; the type itself if there is none. */
    static long definition(TypeStream types, long index) throws IOException {
        long found = types.definitionOf(index);
        return found == TypeStream.UNKNOWN ? index : found;
    }

    /**
     * The record of the type (dbh.md 2.1 and 5.1).
     *
     * @param base where its module is
     * @throws IOException if the PDB is damaged or cannot be read
     */
    public SymbolRow row(PdbFile pdb, long base) throws IOException {
        Numbers numbers = Numbers.of(pdb);
        long size = pdb.types().isPresent() ? pdb.types().get().sizeOf(type) : 0;
        long number = numbers.ofType(type);
        long index = record.isPresent() ? numbers.ofGlobalRecord(record.getAsLong()) : number;
        return new SymbolRow(name, 0, Math.max(0, size), 0, number, base, 0, 0, tag, index);
    }
}
