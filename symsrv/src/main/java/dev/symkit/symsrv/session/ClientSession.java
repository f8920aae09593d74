// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.parallel.Parallel;
import dev.symkit.path.PathMap;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.path.UrlText;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.client.SearchStep;
import dev.symkit.symsrv.finder.FinderOptions;
import dev.symkit.symsrv.finder.SearchPlace;
import dev.symkit.symsrv.finder.SymbolFinder;
import dev.symkit.symsrv.finder.SymbolModule;
import dev.symkit.symsrv.finder.Wanted;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A client made of what the user, the environment, {@code symsrv.ini} and properties say. Thread-safe, as the client is. */
public final class ClientSession implements Closeable {
    private final SymSrvClient client;
    private final String defaultStore;
    private final boolean keepsMisses;
    private final List<String> warnings;

    ClientSession(SymSrvClient client, String defaultStore, boolean keepsMisses, List<String> warnings) {
        this.client = client;
        this.defaultStore = defaultStore;
        this.keepsMisses = keepsMisses;
        this.warnings = List.copyOf(warnings);
    }

    /** The symbol path cannot be used. */
    public static final class BadPath extends Exception {
        private static final long serialVersionUID = 1L;

        BadPath(SymbolPathException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * Reads the settings and makes the client. Asks no store.
     *
     * @throws BadPath if the symbol path cannot be used
     * @throws IOException if {@code symsrv.ini}, certificates or the file of misses cannot be read
     */
    public static ClientSession open(SessionRequest request, Machine machine) throws BadPath, IOException {
        return new SessionOpening(request, machine, new ArrayList<>()).run();
    }

    /** The client. */
    public SymSrvClient client() {
        return client;
    }

    /**
     * The file of a key that a user wrote, or why there is none; a key that cannot be one is {@link Status#BAD_KEY}. An image is looked for
     * along the path for images.
     */
    public LookupResult find(FileKey key) {
        try {
            LookupRequest request = LookupRequest.of(SymbolKey.of(key.name(), key.index()));
            SymbolPath path = key.isImage() ? client.imagePath() : client.symbolPath();
            return client.find(request, List.of(new SearchStep.Along(path)), client.options(), client.listener());
        } catch (IllegalKeyException e) {
            return new LookupResult.NotFound(
                    Status.BAD_KEY,
                    ResultCode.NAME_TOO_LONG,
                    String.valueOf(e.getMessage()),
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * The PDB that an image names, or why there is none: along the symbol path, plain directories by the extension of the image too.
     *
     * @throws IOException if the image cannot be read
     */
    public LookupResult findPdbOf(Path image) throws IOException {
        FinderOptions options = FinderOptions.DEFAULT
                .in(SearchPlace.SYMCHK)
                .lookingUp(client.options())
                .heardBy(client.listener());
        return new SymbolFinder(client, options)
                .find(SymbolModule.read(image), Wanted.PDB)
                .result();
    }

    /**
     * The files of many keys, in their order; several are looked up at the same time.
     *
     * @param done called after each, from any thread
     */
    public List<LookupResult> findAll(List<FileKey> keys, int jobs, BooleanSupplier cancelled, Runnable done)
            throws IOException {
        return new Parallel(jobs, cancelled).map(keys, key -> {
            LookupResult result = find(key);
            done.run();
            return result;
        });
    }

    /** Whether misses are kept from one process to the next. */
    public boolean keepsMisses() {
        return keepsMisses;
    }

    /** The misses that are remembered. */
    public List<RememberedMiss> misses() {
        return client.misses().stream()
                .map(miss -> new RememberedMiss(
                        UrlText.masked(miss.store()),
                        new FileKey(miss.key().name(), miss.key().index()),
                        miss.until()))
                .toList();
    }

    /** Where the default downstream store is. */
    public String defaultStore() {
        return defaultStore;
    }

    /** The text of a store without secrets. */
    public static String masked(String store) {
        return UrlText.maskedPath(store);
    }

    /** Whether a text is a pair for {@code --map}. */
    public static boolean isMount(String text) {
        return PathMap.isPair(text);
    }

    /** What is searched, one element on each line, with the default store named, without secrets. */
    public List<String> expandedPath() {
        return client.symbolPath().elements().stream()
                .map(element -> UrlText.maskedPath(new SymbolPath(List.of(element), List.of()).expanded(defaultStore)))
                .toList();
    }

    /** One line for each part of path and settings that may not be meant so, without secrets. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
