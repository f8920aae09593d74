// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.dbh.symbol.ShownNames;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.TypeTags;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.codeview.UdtSymbol;
import dev.symkit.format.gsi.GlobalsStream;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * All types of a PDB that have names: first the definitions of classes, unions and enumerations in the order of the type stream, then those
 * that are only declared, each once, then the typedefs in the order of the global symbols. A typedef that only repeats the name of its type
 * is left out (dbh.md 5.1). Of each type only a digest of its name is kept; a second walk shows those that are only declared. Confined to one
 * thread.
 */
public final class TypeList {
    private static final int FEW = 1 << 10;
    private static final int DECORATED = 2;
    private static final int NAME_OF_DECORATED = 3;

    private final TypeStream types;
    private final PdbFile pdb;
    private final Numbers numbers;
    private final Mask mask;
    private final SymbolOptions options;
    private final TypeSink sink;
    private final Lookout lookout;

    private final NameSet definitions = new NameSet();
    /** By ordinal, 0 for types without a name. */
    private long[] names = new long[FEW];
    /** Ordinals of declarations, the digests of their decorated names beside them, 0 where there is none. */
    private int[] declared = new int[FEW];

    private long[] decorated = new long[FEW];
    private int declarations;

    private TypeList(PdbFile pdb, TypeStream types, Mask mask, SymbolOptions options, TypeSink sink, Lookout lookout)
            throws IOException {
        this.pdb = pdb;
        this.types = types;
        this.numbers = Numbers.of(pdb);
        this.mask = mask;
        this.options = options;
        this.sink = sink;
        this.lookout = lookout;
    }

    /**
     * Lists the types whose names match.
     *
     * @param options how names are shown
     * @param lookout what the search passes
     * @return false if no more are wanted
     * @throws IOException if the PDB is damaged or cannot be read; what came before has been handed over
     */
    public static boolean list(PdbFile pdb, Mask mask, SymbolOptions options, TypeSink sink, Lookout lookout)
            throws IOException {
        Optional<TypeStream> types = pdb.types();
        if (types.isEmpty()) {
            return true;
        }
        TypeList list = new TypeList(pdb, types.get(), mask, options, sink, lookout);
        return list.definitions() && list.declarations() && list.typedefs();
    }

    private boolean definitions() throws IOException {
        TypeReader reader = types.reader();
        for (int ordinal = 0; reader.next(); ordinal++) {
            lookout.pass();
            if (ordinal == names.length) {
                names = Arrays.copyOf(names, ordinal * 2);
            }
            if (TypeTags.named(reader.leaf()) == TypeTags.NONE || !reader.findName()) {
                continue;
            }
            names[ordinal] = NameSet.digest(reader.buffer(), reader.nameAt(), reader.nameLength());
            if (new TypeProperties(reader.properties()).isForwardReference()) {
                remember(ordinal, decorated(reader));
                continue;
            }
            if (reader.hasUniqueName()) {
                definitions.add(decorated(reader));
                definitions.add(NameSet.other(names[ordinal], NAME_OF_DECORATED));
            } else {
                definitions.add(names[ordinal]);
            }
            if (!take(reader)) {
                return false;
            }
        }
        return true;
    }

    private static long decorated(TypeReader reader) {
        return reader.hasUniqueName()
                ? NameSet.other(
                        NameSet.digest(reader.buffer(), reader.uniqueNameAt(), reader.uniqueNameLength()), DECORATED)
                : 0;
    }

    private void remember(int ordinal, long unique) {
        if (declarations == declared.length) {
            declared = Arrays.copyOf(declared, declarations * 2);
            decorated = Arrays.copyOf(decorated, declarations * 2);
        }
        declared[declarations] = ordinal;
        decorated[declarations++] = unique;
    }

    private boolean take(TypeReader reader) {
        String name = shown(reader.buffer(), reader.nameAt(), reader.nameLength());
        return !mask.matches(name) || sink.take(new TypeRow(numbers.ofType(reader.typeIndex()), name));
    }

    private String shown(byte[] buffer, int at, int length) {
        return ShownNames.plain(new String(buffer, at, length, StandardCharsets.UTF_8), options);
    }

    /** As {@link TypeStream#definitionOf} decides: by the decorated names if both have one, else by the names. */
    private boolean declarations() throws IOException {
        TypeReader reader = types.reader();
        int ordinal = -1;
        for (int i = 0; i < declarations; i++) {
            long unique = decorated[i];
            long name = names[declared[i]];
            boolean defined = definitions.contains(name);
            if (!defined && unique != 0) {
                defined = !definitions.add(unique);
            } else if (!defined) {
                defined = definitions.contains(NameSet.other(name, NAME_OF_DECORATED)) || !definitions.add(name);
            }
            if (!defined) {
                while (ordinal < declared[i] && reader.next()) {
                    lookout.pass();
                    ordinal++;
                }
                if (ordinal == declared[i] && reader.findName() && !take(reader)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean typedefs() throws IOException {
        Optional<GlobalsStream> globals = pdb.globals();
        if (globals.isEmpty()) {
            return true;
        }
        SymbolWalk walk = globals.get().inRecordOrder();
        while (walk.next()) {
            lookout.pass();
            SymbolReader symbol = walk.symbol();
            if (!Typedefs.isTypedef(symbol.kind()) || repeats(symbol)) {
                continue;
            }
            String name = shown(symbol.buffer(), symbol.nameStart(), symbol.nameLength());
            if (mask.matches(name) && !sink.take(new TypeRow(numbers.ofGlobalRecord(symbol.offset()), name))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a typedef has the name of the class or enumeration that it stands for. */
    private boolean repeats(SymbolReader symbol) throws IOException {
        long type = symbol.decode() instanceof UdtSymbol typedef ? typedef.type() : 0;
        long ordinal = type - types.header().firstIndex();
        return ordinal >= 0
                && ordinal < names.length
                && names[(int) ordinal] == NameSet.digest(symbol.buffer(), symbol.nameStart(), symbol.nameLength());
    }
}
