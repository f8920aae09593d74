// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import dev.symkit.dbh.Session;
import dev.symkit.path.ParseMode;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.finder.FinderOptions;
import dev.symkit.symsrv.finder.FinderResult;
import dev.symkit.symsrv.finder.SearchPlace;
import dev.symkit.symsrv.finder.SymbolFinder;
import dev.symkit.symsrv.finder.SymbolModule;
import dev.symkit.symsrv.finder.Wanted;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds files along the symbol path as debuggers do. */
public final class PathFinder {
    private PathFinder() {}

    /**
     * What came of a search for a mere name.
     *
     * @param candidates the places that were looked at, in order
     * @param file the file, if there is one
     */
    public record Answer(List<String> candidates, Optional<String> file) {
        /** Copies the list. */
        public Answer {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Looks for a name in the plain directories of a path: without identity no store has it.
     *
     * @param path a symbol path instead of that of the session
     * @throws IOException if the path of the session cannot be used, or the other one makes no sense
     */
    public static Answer find(Session session, String name, Optional<String> path) throws IOException {
        SymSrvClient client = session.client();
        LookupOptions.PlainOptions plain = client.options().plain();
        LookupOptions any = client.options().toBuilder()
                .plain(new LookupOptions.PlainOptions(plain.symbolsFirst(), plain.compressed(), true))
                .build();
        SymbolPath along = path.isPresent() ? parse(path.get()) : client.symbolPath();
        FinderOptions options = FinderOptions.DEFAULT
                .in(SearchPlace.SYMCHK)
                .along(along)
                .lookingUp(any)
                .heardBy(session.around().listener());
        FinderResult result =
                new SymbolFinder(client, options).find(SymbolModule.named(name, Optional.empty()), Wanted.IMAGE);
        // Where no identity is asked for, every file that is there counts as one of another build, and the first is
        // taken.
        Set<String> candidates = new LinkedHashSet<>();
        for (Attempt attempt : result.result().attempts()) {
            candidates.add(attempt.candidate());
            if (attempt.isMismatch() && result.file().isPresent()) {
                break;
            }
        }
        return new Answer(List.copyOf(candidates), result.file().map(Path::toString));
    }

    private static SymbolPath parse(String path) throws IOException {
        try {
            return SymbolPath.parse(path, ParseMode.STRICT);
        } catch (SymbolPathException e) {
            throw new IOException("the path cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The image of a module, or its symbol file: beside the image, where it says, along the symbol path.
     *
     * @throws IOException if the image or the symbol path cannot be read
     */
    public static LookupResult find(Session session, Path image, Wanted wanted) throws IOException {
        SymSrvClient client = session.client();
        FinderOptions options = FinderOptions.DEFAULT
                .in(SearchPlace.DBH)
                .lookingUp(client.options())
                .heardBy(session.around().listener());
        return new SymbolFinder(client, options)
                .find(SymbolModule.read(image), wanted)
                .result();
    }
}
