// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.path.PathMap;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.fill.FillListener.Outcome;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * How an upstream answers.
 *
 * @param usable whether files can be fetched from there
 * @param reason why not, or how it answers; in words, secrets masked
 * @param layout its layout in words
 * @param miss how long it took to hear that it does not have a file
 */
public record UpstreamState(boolean usable, String reason, String layout, Duration miss) {
    private static final String NAME = "symkit-check.pdb";
    private static final ResultCode FORBIDDEN = ResultCode.http(403);

    /**
     * Asks an upstream, with the settings of its section, for its layout and for a file that no store has. Blackouts and limits of searches
     * at the same time do not count.
     *
     * @param temporary a directory that exists; nothing stays there
     * @param shares where shares are mounted
     * @param cancelled whether nobody waits any longer
     * @throws IOException if it cannot be asked; it may hold secrets of the upstream
     */
    public static UpstreamState of(Upstream upstream, Path temporary, PathMap shares, BooleanSupplier cancelled)
            throws IOException {
        // not closed: that would end the HTTP side, which is the upstream's
        UpstreamSearch search = UpstreamSearch.alone(upstream, temporary, shares);
        StorePing ping = search.ping(upstream.url());
        if (!ping.reachable()) {
            return new UpstreamState(false, ping.reason(), ping.layout(), ping.miss());
        }
        LookupListener listener = new LookupListener() {
            @Override
            public boolean cancelled() {
                return cancelled.getAsBoolean();
            }
        };
        SymbolKey absent = new SymbolKey(NAME, KeyReader.pdbIndex(UUID.randomUUID(), 1));
        long since = System.nanoTime();
        UpstreamAnswer answer = UpstreamAnswer.of(search.look(absent, listener), -1);
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        String reason = switch (answer.outcome()) {
            case FOUND -> "has a file under a key that nobody has: it answers every request";
            case MISS -> ping.code().equals(FORBIDDEN) ? "answers 403 for what it does not have" : "answers";
            case REJECTED, ERROR, CANCELLED -> answer.reason();
        };
        return new UpstreamState(answer.outcome() == Outcome.MISS, reason, ping.layout(), took);
    }
}
