// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.format.codeview.LinesReader;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.dbi.ContributionWalk;
import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.PdbModule;
import dev.symkit.format.tpi.TypeStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The walks that are timed. Each one looks at every record, finds its name unless it says otherwise, and makes no object for it. */
final class PdbWalks {
    /** Bytes of a module stream before its symbols. */
    private static final int SIGNATURE = 4;

    private PdbWalks() {}

    /**
     * What a walk saw.
     *
     * @param records number of records
     * @param bytes bytes of their names, or another sum that shows that each record was looked at
     */
    record Tally(long records, long bytes) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(records + other.records, bytes + other.bytes);
        }
    }

    static Tally publics(PdbFile pdb) throws IOException {
        return pdb.publics().isEmpty()
                ? Tally.NONE
                : symbols(pdb.publics().get().inRecordOrder());
    }

    static Tally globals(PdbFile pdb) throws IOException {
        return pdb.globals().isEmpty()
                ? Tally.NONE
                : symbols(pdb.globals().get().inRecordOrder());
    }

    /** Kind and place of each global symbol; what the name is stays open. */
    static Tally globalKinds(PdbFile pdb) throws IOException {
        if (pdb.globals().isEmpty()) {
            return Tally.NONE;
        }
        SymbolWalk walk = pdb.globals().get().inRecordOrder();
        SymbolReader symbol = walk.symbol();
        long records = 0;
        long kinds = 0;
        while (walk.next()) {
            records++;
            kinds += symbol.kind();
        }
        return new Tally(records, kinds);
    }

    private static Tally symbols(SymbolWalk walk) throws IOException {
        SymbolReader symbol = walk.symbol();
        long records = 0;
        long bytes = 0;
        while (walk.next()) {
            records++;
            bytes += symbol.nameLength();
        }
        return new Tally(records, bytes);
    }

    /** All symbols of all modules; the modules are handed out to the threads one by one. */
    static Tally moduleSymbols(PdbFile pdb, int threads) throws IOException {
        AtomicInteger next = new AtomicInteger();
        if (threads == 1) {
            return moduleSymbols(pdb, next);
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Tally>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> moduleSymbols(pdb, next)));
            }
            Tally sum = Tally.NONE;
            for (Future<Tally> part : parts) {
                sum = sum.plus(part.get());
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Tally moduleSymbols(PdbFile pdb, AtomicInteger next) throws IOException {
        SymbolReader symbol = null;
        long records = 0;
        long bytes = 0;
        int modules = pdb.moduleCount();
        for (int i = next.getAndIncrement(); i < modules; i = next.getAndIncrement()) {
            PdbModule module = pdb.module(i);
            long end = module.info().symbolBytes();
            if (module.info().stream().isEmpty() || end == 0) {
                continue;
            }
            if (symbol == null) {
                symbol = module.symbols();
            } else {
                symbol.reset(module.stream(), SIGNATURE, end);
            }
            while (symbol.next()) {
                records++;
                bytes += symbol.nameLength();
            }
        }
        return new Tally(records, bytes);
    }

    static Tally types(Optional<TypeStream> types) throws IOException {
        if (types.isEmpty()) {
            return Tally.NONE;
        }
        TypeReader type = types.get().reader();
        long records = 0;
        long bytes = 0;
        while (type.next()) {
            records++;
            if (type.findName()) {
                bytes += type.nameLength();
            }
        }
        return new Tally(records, bytes);
    }

    static Tally lines(PdbFile pdb) throws IOException {
        LinesReader lines = null;
        long records = 0;
        long sum = 0;
        for (int i = 0; i < pdb.moduleCount(); i++) {
            PdbModule module = pdb.module(i);
            DbiModule info = module.info();
            MsfStream stream = module.stream();
            if (stream.isNil() || info.c13Bytes() == 0) {
                continue;
            }
            long start = info.symbolBytes() + info.c11Bytes();
            if (lines == null) {
                lines = new LinesReader(stream, start, start + info.c13Bytes());
            } else {
                lines.reset(stream, start, start + info.c13Bytes());
            }
            while (lines.nextBlock()) {
                while (lines.nextFile()) {
                    while (lines.nextRow()) {
                        records++;
                        sum += lines.rowOffset() + lines.line();
                    }
                }
            }
        }
        return new Tally(records, sum);
    }

    static Tally contributions(PdbFile pdb) throws IOException {
        if (pdb.dbi().isEmpty()) {
            return Tally.NONE;
        }
        ContributionWalk walk = pdb.dbi().get().contributions();
        long records = 0;
        long sum = 0;
        while (walk.next()) {
            records++;
            sum += walk.offset() + walk.size();
        }
        return new Tally(records, sum);
    }
}
