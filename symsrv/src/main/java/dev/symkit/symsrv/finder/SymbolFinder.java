// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.path.SymbolPath;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.PdbReference;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.client.SearchStep;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the PDB, the DBG file or the image of a module: along the symbol path, beside the image, at the path that the image records, in the
 * working directory (symsrv.md 6). The first file that has the identity that the module asks for counts; those that have only its name are in
 * the result with their reasons. Gives the trace of DbgHelp. Thread-safe as the client is, which it does not own.
 */
public final class SymbolFinder {
    /** Stands for an index that is not known: no file has it. */
    private static final String NO_INDEX = "0";

    private static final String TRACE = "DBGHELP: ";
    private static final String MORE = "         ";

    private final SymSrvClient client;
    private final FinderOptions options;

    /** A finder that searches with a client. */
    public SymbolFinder(SymSrvClient client, FinderOptions options) {
        this.client = client;
        this.options = options;
    }

    /** The file, or why there is none. */
    public FinderResult find(SymbolModule module, Wanted wanted) {
        Optional<String> name = name(module, wanted);
        Optional<String> index = index(module, wanted);
        boolean any = options.lookup().plain().loadAnything();
        LookupResult result;
        boolean exact = false;
        if (name.isEmpty() || (index.isEmpty() && !any)) {
            String reason = module.name() + (wanted == Wanted.IMAGE ? " has no known key" : " names no " + wanted);
            result = notFound(Status.MISS, ResultCode.FILE_NOT_FOUND, reason);
        } else {
            try {
                SymbolKey key = SymbolKey.of(name.get(), index.orElse(NO_INDEX));
                result = search(module, wanted, key, index.isPresent());
                exact = index.isPresent() && isExact(result, key, any);
            } catch (IllegalKeyException e) {
                result = notFound(Status.BAD_KEY, ResultCode.NAME_TOO_LONG, String.valueOf(e.getMessage()));
            }
        }
        Optional<SymbolState> state = wanted == Wanted.PDB ? state(module, result) : Optional.empty();
        if (state.isPresent()) {
            trace(module, state.get(), result, exact);
        }
        return new FinderResult(result, exact, state);
    }

    /** Of a PDB that nothing names, what the linker would have called it; it is looked for only if any file is welcome. */
    private static Optional<String> name(SymbolModule module, Wanted wanted) {
        return switch (wanted) {
            case PDB -> module.pdb().map(PdbReference::name).or(() -> Optional.of(module.moduleName() + ".pdb"));
            case DBG -> module.dbg();
            case IMAGE -> Optional.of(module.name());
        };
    }

    private static Optional<String> index(SymbolModule module, Wanted wanted) {
        return wanted == Wanted.PDB ? module.pdb().map(PdbReference::index) : module.imageIndex();
    }

    private static LookupResult notFound(Status status, ResultCode code, String reason) {
        return new LookupResult.NotFound(status, code, reason, Optional.empty(), List.of());
    }

    private LookupResult search(SymbolModule module, Wanted wanted, SymbolKey key, boolean known) {
        LookupRequest request = LookupRequest.of(key).withImage(module.name());
        if (wanted == Wanted.PDB) {
            request = request.withFilter(options.filter());
            if (module.checksum().isPresent()) {
                request = request.withChecksum(module.checksum().get());
            }
        }
        SearchSteps all = new SearchSteps(module, wanted, path(client.symbolPath()), path(client.imagePath()));
        List<SearchStep> steps = known ? all.in(options.places()) : all.withoutStores(options.places());
        Heard heard = new Heard(options.listener());
        LookupResult result = client.find(request, steps, options.lookup(), heard);
        if (wanted != Wanted.PDB && result instanceof LookupResult.Found found && !heard.saidOk()) {
            heard.trace(TRACE + found.path() + Heard.OK);
        }
        return result;
    }

    private SymbolPath path(SymbolPath usual) {
        return options.path().orElse(usual);
    }

    /** A file is exact, unless files of other builds are taken too. */
    private static boolean isExact(LookupResult result, SymbolKey key, boolean any) {
        if (!any || !(result instanceof LookupResult.Found found)) {
            return !(result instanceof LookupResult.NotFound);
        }
        try {
            return FileCheck.check(found.path(), key, FileCheck.Level.IDENTITY).isEmpty();
        } catch (IOException e) {
            return false; // what cannot be read is not known to be the right one
        }
    }

    /** Empty if the PDB was left where only the network leads to. */
    private static Optional<SymbolState> state(SymbolModule module, LookupResult result) {
        Optional<Path> pdb = result instanceof LookupResult.Found found ? Optional.of(found.path()) : Optional.empty();
        if (result instanceof LookupResult.Located) {
            return Optional.empty();
        }
        Optional<Path> file = pdb.or(module::file);
        if (file.isEmpty()) {
            return Optional.of(SymbolState.NONE);
        }
        try (ByteSource source = FileByteSource.open(file.get())) {
            return Optional.of(pdb.isPresent() ? SymbolState.ofPdb(source) : SymbolState.ofImage(source));
        } catch (IOException e) {
            return Optional.of(SymbolState.NONE); // gone meanwhile
        }
    }

    private void trace(SymbolModule module, SymbolState state, LookupResult result, boolean exact) {
        options.listener().trace(TRACE + module.moduleName() + " - " + state.text());
        if (result instanceof LookupResult.Found found) {
            options.listener().trace(MORE + found.path() + (exact ? "" : " - unmatched"));
        }
    }
}
