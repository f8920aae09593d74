// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import dev.symkit.symproxy.miss.MissCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A server in the middle of its work. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final String KEY = "ntkrnlmp.pdb/0123456789ABCDEF0123456789ABCDEF1";

    private Samples() {}

    /**
     * Facts.
     *
     * @param name stands wherever a text of somebody else may stand
     */
    static StatusFacts facts(String name) {
        StatusFacts.Traffic traffic = new StatusFacts.Traffic(
                new StatusFacts.Ratio(9, 10),
                new StatusFacts.Ratio(80, 100),
                new StatusFacts.Ratio(700, 1000),
                IntStream.range(0, 24)
                        .mapToObj(hour -> new StatusFacts.Ratio(hour * 7L % 40, 40L + hour % 5))
                        .toList());
        return new StatusFacts(
                NOW,
                new StatusFacts.Program("0.1.0", "17.0.15", Duration.ofHours(50), "serving", 3, 12),
                List.of("[server]", "listen = 0.0.0.0:8080", "[directory " + name + "]", "path = /srv/" + name),
                "https://symbols.example.com",
                true,
                List.of(
                        new StatusFacts.Directory(
                                "symbols", "cache", 12_345, 80L << 30, OptionalLong.of(100L << 30), 1L << 40, traffic),
                        new StatusFacts.Directory("", name, 0, 0, OptionalLong.empty(), 1L << 40, traffic)),
                List.of(
                        new StatusFacts.Upstream(
                                "corp",
                                "\\\\builds\\" + name,
                                "blackout",
                                Optional.of(NOW.plusSeconds(300)),
                                new StatusFacts.Performance(0, 0, 4, Optional.empty(), Optional.empty())),
                        new StatusFacts.Upstream(
                                "msdl",
                                "https://msdl.microsoft.com/download/symbols",
                                "in use",
                                Optional.empty(),
                                new StatusFacts.Performance(
                                        812,
                                        4711,
                                        3,
                                        Optional.of(Duration.ofMillis(180)),
                                        Optional.of(Duration.ofMillis(2400))))),
                List.of(
                        new StatusFacts.Flight(
                                "symbols", KEY, "msdl", 30 << 20, OptionalLong.of(80 << 20), 4, Duration.ofSeconds(7)),
                        new StatusFacts.Flight("", name, "", 0, OptionalLong.empty(), 1, Duration.ofMillis(300))),
                List.of(new StatusFacts.Fill(NOW, "symbols", name, "msdl", 4711, Duration.ofMillis(812))),
                List.of(new StatusFacts.Failure(NOW, name, "502 from " + name)),
                List.of(new MissCounts.Count(name, 4000), new MissCounts.Count("driver.pdb", 12)),
                List.of(new StatusFacts.Slow(
                        NOW, "/symbols/" + name, "fill", 200, Duration.ofSeconds(75), Duration.ofMillis(900))),
                List.of(new StatusFacts.Eviction(
                        "symbols", 17, 3L << 30, Optional.of(NOW.minusSeconds(9_000_000)), "quota")));
    }
}
