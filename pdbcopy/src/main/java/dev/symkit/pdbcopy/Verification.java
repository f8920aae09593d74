// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.gsi.SymbolFinder;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a copy again and compares it with its source: identity, publics, and that nothing private is left. */
final class Verification {
    private static final Comparator<PublicSymbol> ORDER = Comparator.comparing(PublicSymbol::name)
            .thenComparing(PublicSymbol::segment)
            .thenComparing(PublicSymbol::offset)
            .thenComparing(PublicSymbol::flags);

    private final PdbFile source;
    private final CopyPdb.Request request;

    Verification(PdbFile source, CopyPdb.Request request) {
        this.source = source;
        this.request = request;
    }

    /** Fails if the copy is not what was promised. */
    void check(Path copy) throws IOException {
        try (FileByteSource file = FileByteSource.open(copy)) {
            PdbFile result = PdbFile.open(file);
            identity(result);
            List<PublicSymbol> expected = publics(source);
            request.strip().ifPresent(options -> {
                PublicSelection selection = PublicSelection.of(options, List.copyOf(expected));
                expected.clear();
                expected.addAll(selection.kept());
            });
            require(
                    comparable(expected).equals(comparable(publics(result))),
                    "its publics differ from those of the source");
            if (request.strip().isPresent()) {
                // The hash table of a whole copy is the source's, and some linkers put names into wrong buckets.
                everyPublicIsFound(result);
                nothingPrivate(result);
                require(LeakDetector.inspect(file).isClean(), "it has bytes that belong to nothing");
            }
        }
    }

    private void require(boolean condition, String problem) throws PdbCopyException {
        if (!condition) {
            throw new PdbCopyException(
                    Reason.DIFFERENT, "the copy was not made: " + problem + " (" + request.target() + ")");
        }
    }

    private void identity(PdbFile result) throws IOException {
        PdbInfo was = source.info().info();
        PdbInfo is = result.info().info();
        Optional<Identity> identity = request.identity();
        boolean same = identity.isPresent()
                ? is.guid().equals(Optional.of(identity.get().guid()))
                        && is.age() == 1
                        && is.signature() == identity.get().signature()
                : is.equals(was);
        require(same, "its identity is not the one it should have");
        if (source.dbi().isPresent()) {
            DbiFields fields = result.dbi().orElseThrow().fields();
            long age = identity.isPresent() ? 1 : source.dbi().get().fields().age();
            require(fields.age() == age, "its age is not the one it should have");
        }
    }

    private static List<PublicSymbol> publics(PdbFile pdb) throws IOException {
        List<PublicSymbol> publics = new ArrayList<>();
        if (pdb.publics().isPresent()) {
            for (SymbolWalk walk = pdb.publics().get().inRecordOrder(); walk.next(); ) {
                if (walk.symbol().decode() instanceof PublicSymbol symbol) {
                    publics.add(symbol);
                }
            }
        }
        return publics;
    }

    /** The kind of the record may have changed, nothing else. */
    private static List<String> comparable(List<PublicSymbol> publics) {
        return publics.stream()
                .sorted(ORDER)
                .map(each -> each.name() + " " + each.flags() + " " + each.segment() + ":" + each.offset())
                .toList();
    }

    private void everyPublicIsFound(PdbFile result) throws IOException {
        if (result.publics().isEmpty()) {
            return;
        }
        SymbolFinder finder = result.publics().get().finder();
        for (PublicSymbol each : publics(result)) {
            require(finder.find(each.name()).contains(each), "the public " + each.name() + " is not found by its name");
        }
    }

    private void nothingPrivate(PdbFile result) throws IOException {
        require(result.types().isEmpty() || result.types().get().count() == 0, "it has types");
        require(result.ids().isEmpty() || result.ids().get().count() == 0, "it has ids");
        require(result.dbi().orElseThrow().fields().isStripped(), "it is not marked as stripped");
        for (int i = 0; i < result.moduleCount(); i++) {
            var module = result.module(i).info();
            require(module.c11Bytes() == 0 && module.c13Bytes() == 0, "module " + module.name() + " has lines");
        }
    }
}
