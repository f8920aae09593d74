// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The index numbers of a PDB's symbols and types. They follow from the places of the records, so none has to be counted: first the object files,
 * then the symbols of their streams, then the records of globals and publics, then the types. The same in every session (dbh.md 4.6, our choice;
 * numbers in between stay unused). Immutable.
 */
public final class Numbers {
    /** Symbols that a user made up start here. */
    public static final long IMAGINARY = 0x80000001L;

    /** Records start at multiples of four bytes. */
    private static final int SHIFT = 2;

    private final long[] moduleStarts;
    private final long records;
    private final long types;

    private Numbers(long[] moduleStarts, long records, long types) {
        this.moduleStarts = moduleStarts;
        this.records = records;
        this.types = types;
    }

    /** What a number stands for. */
    public sealed interface Place {}

    /** An object file, counted from 0. */
    public record Compiland(int module) implements Place {}

    /** A record in the stream of an object file, at a distance in bytes from the start of the stream. */
    public record ModuleRecord(int module, long offset) implements Place {}

    /** A record of a global or public symbol, at a distance in bytes from the start of their stream. */
    public record GlobalRecord(long offset) implements Place {}

    /** A type, by its index in the PDB. */
    public record Type(long typeIndex) implements Place {}

    /** The numbers of a PDB. */
    public static Numbers of(PdbFile pdb) throws IOException {
        Optional<DbiStream> dbi = pdb.dbi();
        List<DbiModule> modules = dbi.isPresent() ? dbi.get().modules() : List.of();
        long[] starts = new long[modules.size() + 1];
        long next = modules.size() + 1L;
        for (int i = 0; i < modules.size(); i++) {
            starts[i] = next;
            next += (modules.get(i).symbolBytes() >> SHIFT) + 1;
        }
        starts[modules.size()] = next;
        long recordBytes = pdb.symbolRecords().isPresent()
                ? pdb.symbolRecords().get().stream().size()
                : 0;
        return new Numbers(starts, next, next + (recordBytes >> SHIFT) + 1);
    }

    /** The number of an object file. */
    public long ofCompiland(int module) {
        return module + 1L;
    }

    /** The number of a symbol in the stream of an object file. */
    public long ofModuleRecord(int module, long offset) {
        return moduleStarts[module] + (offset >> SHIFT);
    }

    /** The number of a global or public symbol. */
    public long ofGlobalRecord(long offset) {
        return records + (offset >> SHIFT);
    }

    /** The number of a type. */
    public long ofType(long typeIndex) {
        return types + typeIndex;
    }

    /** What a number stands for; empty for 0 and for symbols that a user made up. There need not be a record at the place. */
    public Optional<Place> place(long number) {
        int modules = moduleStarts.length - 1;
        if (number < 1 || number >= IMAGINARY) {
            return Optional.empty();
        }
        if (number <= modules) {
            return Optional.of(new Compiland((int) number - 1));
        }
        if (number >= types) {
            return Optional.of(new Type(number - types));
        }
        if (number >= records) {
            return Optional.of(new GlobalRecord((number - records) << SHIFT));
        }
        int at = Arrays.binarySearch(moduleStarts, number);
        int module = at >= 0 ? at : -at - 2;
        return Optional.of(new ModuleRecord(module, (number - moduleStarts[module]) << SHIFT));
    }
}
