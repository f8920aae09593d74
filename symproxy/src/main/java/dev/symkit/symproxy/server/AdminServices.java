// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.cli.JsonOut;
import dev.symkit.symproxy.config.StatusKeys;
import dev.symkit.symproxy.miss.MissCounts;
import dev.symkit.symproxy.observe.Metrics;
import dev.symkit.symproxy.observe.Result;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.JsonResponses;
import dev.symkit.symproxy.serve.Served;
import dev.symkit.symproxy.serve.Site;
import dev.symkit.symproxy.status.Pages;
import dev.symkit.symproxy.status.StatusPage;
import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.Query;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import dev.symkit.symproxy.web.Response.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of the server (symproxy.md 8.7). What only tells is for everybody who reaches a listener of its own, and where the services
 * share one with the files, for administrators unless {@code status.public} is set; what changes something is for administrators.
 */
final class AdminServices implements Site.Services {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServices.class);
    private static final int TOP = 100;
    private static final int MOST_TOP = 10_000;
    private static final Set<String> OPEN = Set.of("healthz", "readyz");
    private static final Set<String> CHANGES = Set.of("reload", "drain", "purge", "misses/clear", "blackouts/clear");

    private final ProxyServer server;
    private final Metrics metrics;
    private final MissCounts counts;
    private final StatusReport report;
    private final KeyServices keys;

    AdminServices(ProxyServer server, Watch watch, StatusReport report) {
        this.server = server;
        this.report = report;
        this.metrics = watch.metrics();
        this.counts = watch.counts();
        this.keys = new KeyServices(server, watch.counts());
    }

    @Override
    public Served serve(Request request, String path, String query, Optional<String> token) {
        boolean change = CHANGES.contains(path);
        List<String> allowed = change ? List.of("POST") : List.of("GET", "HEAD");
        if (!allowed.contains(request.method())) {
            return other(Response.text(405, "method not allowed").with("Allow", String.join(", ", allowed)));
        }
        if (needsRights(path, change)) {
            Access.Decision decision = server.sites().site().access().decide(Access.Role.ADMIN, request, token);
            if (decision.refusal().isPresent()) {
                return Served.of(decision.refusal().get(), Result.AUTH);
            }
        }
        try {
            return other(answer(path, Query.of(query)));
        } catch (IOException e) {
            LOG.warn("/-/{}: {}", path, e.getMessage());
            return other(Response.text(500, String.valueOf(e.getMessage())));
        }
    }

    private boolean needsRights(String path, boolean change) {
        boolean shared = Listeners.isMain(server.sites().configuration());
        boolean isPublic = server.sites().configuration().get(StatusKeys.PUBLIC);
        return change || (shared && !isPublic && !OPEN.contains(path));
    }

    private static Served other(Response response) {
        return Served.of(response, Result.OTHER);
    }

    private Response answer(String path, Query query) throws IOException {
        return switch (path) {
            case "healthz" -> Response.text(200, "ok");
            case "readyz" -> ready();
            case "metrics" ->
                new Response(
                        200, List.of(new Header("Content-Type", Metrics.CONTENT_TYPE)), Contents.text(metrics.text()));
            case "status" -> Pages.html(StatusPage.html(report.facts(), refresh(query)));
            case "status.json" -> Pages.json(StatusPage.json(report.facts()));
            case "reload" -> reload();
            case "drain" -> drain();
            case "lookup" -> keys.lookup(query);
            case "purge" -> keys.purge(query);
            case "misses" -> top(query);
            case "misses/clear" -> keys.clearMisses(query);
            case "blackouts" -> JsonResponses.of(200, this::blackouts);
            case "blackouts/clear" -> clearBlackouts();
            default -> Response.text(404, "no such service");
        };
    }

    private static Optional<Duration> refresh(Query query) {
        return query.find("refresh")
                .filter(text -> text.matches("[1-9]\\d{0,3}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private Response ready() {
        List<String> reasons = server.notReady();
        return JsonResponses.of(reasons.isEmpty() ? 200 : 503, json -> {
            json.bool("ready", reasons.isEmpty());
            json.texts("reasons", reasons);
        });
    }

    private Response reload() {
        try {
            List<String> left = server.reload();
            return JsonResponses.of(200, json -> {
                json.bool("reloaded", true);
                json.texts("needsRestart", left);
            });
        } catch (IOException e) {
            return JsonResponses.of(422, json -> {
                json.bool("reloaded", false);
                json.text("error", String.valueOf(e.getMessage()));
            });
        }
    }

    private Response drain() {
        server.startDraining();
        Thread thread = new Thread(
                () -> {
                    try {
                        server.drain();
                    } catch (IOException e) {
                        LOG.error("ending: {}", e.getMessage());
                    }
                },
                "drain");
        thread.start();
        return JsonResponses.of(202, json -> json.bool("draining", true));
    }

    private Response top(Query query) {
        String wanted = query.get("top");
        int number = wanted.matches("\\d{1,5}") ? Math.min(Integer.parseInt(wanted), MOST_TOP) : TOP;
        return JsonResponses.of(
                200,
                json -> json.array("misses", counts.top(number), (item, count) -> {
                    item.text("name", count.name());
                    item.number("count", count.count());
                }));
    }

    private void blackouts(JsonOut json) throws IOException {
        json.array("upstreams", server.sites().upstreams(), (item, upstream) -> {
            item.text("name", upstream.name());
            item.text("url", upstream.shown());
            Optional<Duration> left = upstream.health().blackout();
            item.bool("blackout", left.isPresent());
            item.number("secondsLeft", left.map(Duration::toSeconds).orElse(0L));
        });
    }

    private Response clearBlackouts() {
        server.sites().upstreams().forEach(upstream -> upstream.health().clear());
        server.sites().fillers().values().forEach(filler -> filler.clear());
        return JsonResponses.of(200, json -> json.bool("cleared", true));
    }
}
