// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import dev.symkit.cli.JsonOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The facts of the status page as JSON. */
final class StatusJson {
    private StatusJson() {}

    static String of(StatusFacts facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            JsonOut.write(bytes, json -> all(json, facts));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void all(JsonOut json, StatusFacts facts) throws IOException {
        json.text("now", facts.now().toString());
        json.text("version", facts.program().version());
        json.text("java", facts.program().java());
        json.text("state", facts.program().state());
        millis(json, "uptimeMs", Optional.of(facts.program().uptime()));
        json.number("requests", facts.program().requests());
        json.number("connections", facts.program().connections());
        json.texts("configuration", facts.configuration());
        json.array("directories", facts.directories(), (out, each) -> directory(out, facts, each));
        json.array("symbolPaths", SymbolPaths.ofServer(facts), StatusJson::path);
        json.array("upstreams", facts.upstreams(), StatusJson::upstream);
        json.array("flights", facts.flights(), StatusJson::flight);
        json.array("fills", facts.fills(), StatusJson::fill);
        json.array("errors", facts.errors(), (out, each) -> {
            out.text("when", each.when().toString());
            out.text("where", each.where());
            out.text("text", each.text());
        });
        json.array("misses", facts.misses(), (out, each) -> {
            out.text("name", each.name());
            out.number("count", each.count());
        });
        json.array("slowest", facts.slowest(), StatusJson::slow);
        json.array("evictions", facts.evictions(), StatusJson::eviction);
    }

    private static void directory(JsonOut json, StatusFacts facts, StatusFacts.Directory each) throws IOException {
        json.text("name", each.name());
        json.text("kind", each.kind());
        json.number("files", each.files());
        json.number("bytes", each.bytes());
        number(json, "quota", each.quota());
        json.number("free", each.free());
        json.object("hits5min", out -> ratio(out, each.traffic().fiveMinutes()));
        json.object("hits1h", out -> ratio(out, each.traffic().hour()));
        json.object("hits24h", out -> ratio(out, each.traffic().day()));
        json.array("hours", each.traffic().hours(), StatusJson::ratio);
        json.array("symbolPaths", SymbolPaths.of(facts, each.name()), StatusJson::path);
    }

    private static void path(JsonOut json, SymbolPaths path) throws IOException {
        json.text("debugger", path.debugger());
        json.text("hint", path.hint());
        json.text("text", path.text());
    }

    private static void ratio(JsonOut json, StatusFacts.Ratio ratio) throws IOException {
        json.number("hits", ratio.hits());
        json.number("files", ratio.files());
    }

    private static void upstream(JsonOut json, StatusFacts.Upstream each) throws IOException {
        json.text("name", each.name());
        json.text("url", each.url());
        json.text("state", each.state());
        when(json, "blackoutUntil", each.blackout());
        json.number("successes", each.performance().successes());
        json.number("misses", each.performance().misses());
        json.number("errors", each.performance().errors());
        millis(json, "p50Ms", each.performance().p50());
        millis(json, "p95Ms", each.performance().p95());
    }

    private static void flight(JsonOut json, StatusFacts.Flight each) throws IOException {
        json.text("directory", each.directory());
        json.text("key", each.key());
        json.text("upstream", each.upstream());
        json.number("bytes", each.bytes());
        number(json, "total", each.total());
        json.number("clients", each.clients());
        millis(json, "ageMs", Optional.of(each.age()));
    }

    private static void fill(JsonOut json, StatusFacts.Fill each) throws IOException {
        json.text("when", each.when().toString());
        json.text("directory", each.directory());
        json.text("key", each.key());
        json.text("upstream", each.upstream());
        json.number("bytes", each.bytes());
        millis(json, "timeMs", Optional.of(each.time()));
    }

    private static void slow(JsonOut json, StatusFacts.Slow each) throws IOException {
        json.text("when", each.when().toString());
        json.text("target", each.target());
        json.text("result", each.result());
        json.number("status", each.status());
        millis(json, "timeMs", Optional.of(each.time()));
        millis(json, "firstByteMs", Optional.of(each.firstByte()));
    }

    private static void eviction(JsonOut json, StatusFacts.Eviction each) throws IOException {
        json.text("directory", each.directory());
        json.number("files", each.files());
        json.number("bytes", each.bytes());
        when(json, "oldestUse", each.oldest());
        json.text("reason", each.reason());
    }

    private static void millis(JsonOut json, String name, Optional<Duration> time) throws IOException {
        number(json, name, time.map(value -> OptionalLong.of(value.toMillis())).orElse(OptionalLong.empty()));
    }

    private static void number(JsonOut json, String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.number(name, number.getAsLong());
        } else {
            json.none(name);
        }
    }

    private static void when(JsonOut json, String name, Optional<Instant> when) throws IOException {
        if (when.isPresent()) {
            json.text(name, when.get().toString());
        } else {
            json.none(name);
        }
    }
}
