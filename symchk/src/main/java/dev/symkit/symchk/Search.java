// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk;

import dev.symkit.symchk.search.SearchRequest;
import dev.symkit.symchk.search.SymbolPlaces;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.session.SessionRequest;
import dev.symkit.symsrv.settings.LookupOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How and from where symbols are fetched.
 *
 * @param request {@code /s} with its letters
 * @param jobs files at the same time
 * @param timeout how long a server may be silent; empty for the usual time
 * @param retries how often a request is repeated; empty for the usual number
 * @param offline whether no store of the network is asked
 * @param httpTrace whether the trace tells of every request as a whole
 */
public record Search(
        SearchRequest request,
        int jobs,
        Optional<Duration> timeout,
        OptionalInt retries,
        boolean offline,
        boolean httpTrace) {
    private static final String HTTP_TRACE = "symsrv.http.trace";

    /**
     * What the search depends on.
     *
     * @param environment variables
     * @param properties of the Java runtime
     * @param workingDirectory what relative paths start from
     * @param clock the time
     */
    public record Surroundings(
            Map<String, String> environment, Map<String, String> properties, Path workingDirectory, Clock clock) {}

    /** The symbol path cannot be used. */
    public static final class BadPath extends Exception {
        private static final long serialVersionUID = 1L;

        BadPath(ClientSession.BadPath cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * The places of the path; asks no store.
     *
     * @throws BadPath if the path cannot be used
     * @throws IOException if settings cannot be read
     */
    public SymbolPlaces open(Surroundings around, Consumer<String> warnings) throws BadPath, IOException {
        LookupOptions options = LookupOptions.builder()
                .offline(offline)
                .verify(LookupOptions.Verify.IDENTITY)
                .build();
        SessionRequest base = SessionRequest.of("").withOptions(options).withLimits(timeout, retries, jobs);
        Map<String, String> properties = new HashMap<>(around.properties());
        if (httpTrace) {
            properties.put(HTTP_TRACE, "true");
        }
        Machine machine = new Machine(
                around.environment(), properties, around.workingDirectory(), around.clock(), Optional.empty());
        try {
            return SymbolPlaces.open(request, base, machine, warnings);
        } catch (ClientSession.BadPath e) {
            throw new BadPath(e);
        }
    }
}
