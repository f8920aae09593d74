// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.gsi.SymbolFinder;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a copy again and compares it with its source: identity, publics, and that nothing private is left. */
final class Verification {
    private final PdbFile source;
    private final CopyPdb.Request request;
    private final List<PublicSymbol> expected;

    /**
     * Prepares to compare.
     *
     * @param expected the publics that the copy must have
     */
    Verification(PdbFile source, CopyPdb.Request request, List<PublicSymbol> expected) {
        this.source = source;
        this.request = request;
        this.expected = List.copyOf(expected);
    }

    /** Fails if the copy is not what was promised. */
    void check(Path copy) throws IOException {
        try (FileByteSource file = FileByteSource.open(copy)) {
            PdbFile result = PdbFile.open(file);
            identity(result);
            List<PublicSymbol> publics = PublicSymbols.of(result);
            require(PublicSymbols.same(expected, publics), "its publics differ from those of the source");
            if (request.strip().isPresent()) {
                // The hash table of a whole copy is the source's, and some linkers put names into wrong buckets.
                everyPublicIsFound(result, publics);
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

    private void everyPublicIsFound(PdbFile result, List<PublicSymbol> publics) throws IOException {
        if (result.publics().isEmpty()) {
            return;
        }
        SymbolFinder finder = result.publics().get().finder();
        for (PublicSymbol each : publics) {
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
