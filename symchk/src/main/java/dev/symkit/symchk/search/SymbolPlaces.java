// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.path.HostSystem;
import dev.symkit.path.PathEnvironment;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.UrlText;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.session.SessionRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The places that a symbol path leads to, all searched with one client.
 *
 * @param path the path that is searched, for people, without secrets
 * @param places in the order of the path
 * @param session has the client
 */
public record SymbolPlaces(String path, List<SymbolPlace> places, ClientSession session) implements Closeable {
    private static final String VARIABLE = "_NT_SYMBOL_PATH";
    private static final String SYSTEM_ROOT = "SYSTEMROOT";

    /** Copies the list. */
    public SymbolPlaces {
        places = List.copyOf(places);
    }

    /**
     * Makes a client for a path; asks no store.
     *
     * @param base what else the user said about the client; its path does not count
     * @param warnings hears one line for each part of path and settings that may not be meant so, and for directories that cannot be
     *     read; from any thread
     * @throws ClientSession.BadPath if the path cannot be used
     * @throws IOException if settings cannot be read
     */
    public static SymbolPlaces open(
            SearchRequest request, SessionRequest base, Machine machine, Consumer<String> warnings)
            throws ClientSession.BadPath, IOException {
        String text = request.path().isBlank() ? usual(machine.paths()) : request.path();
        SessionRequest all = base.withPath(text)
                .withOptions(
                        base.options().toBuilder().overwrite(request.refresh()).build());
        ClientSession session = ClientSession.open(all, machine);
        session.warnings().forEach(warnings);
        PlaceList list = new PlaceList(request, session.client(), machine.workingDirectory(), warnings);
        return new SymbolPlaces(UrlText.maskedPath(text), list.places(), session);
    }

    /** The path where {@code /s} is absent (symchk.md 1.3). */
    private static String usual(PathEnvironment environment) {
        String cache = environment.system() == HostSystem.WINDOWS
                ? environment
                        .variable(SYSTEM_ROOT)
                        .map(root -> root + "\\SYMBOLS")
                        .orElse("")
                : "";
        return environment.variable(VARIABLE).orElse("SRV*" + cache + "*" + SymbolPath.PUBLIC_STORE);
    }

    /** A directory with all that is below it. */
    public static SymbolPlace below(Path directory, Consumer<String> warnings) {
        return new DeepPlace(directory, warnings);
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
