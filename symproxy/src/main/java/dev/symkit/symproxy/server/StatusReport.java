// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.evict.EvictionPlan;
import dev.symkit.symproxy.evict.Evictor;
import dev.symkit.symproxy.fill.FillResult;
import dev.symkit.symproxy.fill.Flight;
import dev.symkit.symproxy.fill.Upstream;
import dev.symkit.symproxy.miss.MissCounts;
import dev.symkit.symproxy.status.History;
import dev.symkit.symproxy.status.StatusFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects what the status page shows. */
final class StatusReport {
    private static final int TOP = 50;

    private final ProxyServer server;
    private final History history;
    private final MissCounts counts;
    private final String version;
    private final Clock clock;
    private final Instant since;

    StatusReport(ProxyServer server, Watch watch, String version, Clock clock) {
        this.server = server;
        this.history = watch.history();
        this.counts = watch.counts();
        this.version = version;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** All of it, as it is now. */
    StatusFacts facts() {
        Sites sites = server.sites();
        Instant now = clock.instant();
        String state = server.notReady().isEmpty() ? "serving" : String.join(", ", server.notReady());
        return new StatusFacts(
                now,
                new StatusFacts.Program(
                        version,
                        Runtime.version().toString(),
                        Duration.between(since, now),
                        state,
                        server.engines().requests(),
                        server.engines().connections()),
                sites.configuration().shown(),
                sites.configuration()
                        .find(ServerKeys.BASE_URL)
                        .orElseGet(() -> "http://localhost:" + server.ports().get(0))
                        .replaceFirst("/+$", ""),
                sites.configuration().get(ServerKeys.DEBUGINFOD),
                sites.directories().stream().map(this::directory).toList(),
                sites.upstreams().stream()
                        .map(upstream -> upstream(upstream, now))
                        .toList(),
                server.shared().flights().all().stream()
                        .map(StatusReport::flight)
                        .toList(),
                history.fills(),
                history.failures(),
                counts.top(TOP),
                history.slowest(),
                sites.directories().stream()
                        .flatMap(one -> one.evictor().stream().map(evictor -> eviction(one, evictor)))
                        .toList());
    }

    private StatusFacts.Directory directory(ServedDirectory one) {
        Optional<Long> quota = one.evictor().map(Evictor::quota).filter(bytes -> bytes != Long.MAX_VALUE);
        return new StatusFacts.Directory(
                one.directory().name(),
                one.section().get(DirectoryKeys.KIND).name().toLowerCase(Locale.ROOT),
                one.directory().index().files(),
                one.directory().index().bytes(),
                quota.map(OptionalLong::of).orElse(OptionalLong.empty()),
                one.free(),
                history.traffic(one.directory().name()));
    }

    private StatusFacts.Upstream upstream(Upstream upstream, Instant now) {
        Optional<Duration> left = upstream.health().blackout();
        return new StatusFacts.Upstream(
                upstream.name(),
                upstream.shown(),
                left.isPresent() ? "left alone" : "answers",
                left.map(now::plus),
                history.upstream(upstream.name()).performance());
    }

    private static StatusFacts.Flight flight(Flight flight) {
        Optional<FillResult.Arriving> arriving = flight.arriving();
        long total = arriving.map(one -> one.file().size()).orElse(-1L);
        return new StatusFacts.Flight(
                flight.directory(),
                flight.key().name() + "/" + flight.key().index(),
                arriving.map(FillResult.Arriving::upstream).orElse(""),
                arriving.map(one -> one.file().fetched()).orElse(0L),
                total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                flight.clients(),
                flight.age());
    }

    private static StatusFacts.Eviction eviction(ServedDirectory one, Evictor evictor) {
        EvictionPlan plan = evictor.plan();
        Optional<EvictionPlan.Candidate> first =
                plan.surplus().stream().findFirst().or(() -> plan.old().stream().findFirst());
        List<String> reasons = new java.util.ArrayList<>();
        if (!plan.old().isEmpty()) {
            reasons.add("unused");
        }
        if (!plan.surplus().isEmpty()) {
            reasons.add("quota");
        }
        return new StatusFacts.Eviction(
                one.directory().name(),
                plan.files(),
                plan.bytes(),
                first.map(candidate -> Instant.ofEpochSecond(candidate.rank())),
                String.join(", ", reasons));
    }
}
