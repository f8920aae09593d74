// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The status page (symproxy.md 16.3): HTML without script or anything from elsewhere, and JSON. */
public final class StatusPage {
    private static final int REFRESH_SECONDS = 30;
    private static final Tables.Column NUMBER = Tables.Column.NUMBER;
    private static final Tables.Column TEXT = Tables.Column.TEXT;
    private static final Tables.Column KEY = Tables.Column.KEY;
    private static final Tables.Column TIME = Tables.Column.TIME;

    private final StatusFacts facts;
    private final Html html;
    private final Tables tables;
    private final StatusLists lists;

    private StatusPage(StatusFacts facts, Html html) {
        this.facts = facts;
        this.html = html;
        this.tables = new Tables(html);
        this.lists = new StatusLists(facts, html);
    }

    /** The page, which is not loaded anew by itself. */
    public static String html(StatusFacts facts) {
        return html(facts, Optional.empty());
    }

    /**
     * The page.
     *
     * @param refresh after which it is loaded anew; empty for never
     */
    public static String html(StatusFacts facts, Optional<Duration> refresh) {
        return Pages.page("symproxy status", refresh, html -> new StatusPage(facts, html).body(refresh.isPresent()));
    }

    /** The same as JSON: times in UTC, durations in milliseconds, sizes in bytes. */
    public static String json(StatusFacts facts) {
        return StatusJson.of(facts);
    }

    private void body(boolean refreshed) {
        html.begin("header").element("h1", "symproxy");
        html.begin("nav", "aria-label", "On this page").begin("ul");
        for (Section section : Section.values()) {
            html.begin("li")
                    .element("a", section.title, "href", "#" + section.id)
                    .end();
        }
        html.end().end().end().begin("main");
        program();
        section(Section.PATHS, this::paths);
        section(Section.DIRECTORIES, this::directories);
        section(Section.UPSTREAMS, this::upstreams);
        section(Section.FLIGHTS, this::flights);
        section(Section.FILLS, lists::fills);
        section(Section.ERRORS, lists::errors);
        section(Section.MISSES, lists::misses);
        section(Section.SLOW, lists::slowest);
        section(Section.EVICTION, lists::evictions);
        section(Section.CONFIGURATION, () -> html.element("pre", String.join("\n", facts.configuration())));
        html.end().begin("footer");
        html.begin("p").text("As of " + Show.when(facts.now()) + ". ");
        html.element("a", "Load again", "href", "?").text(" · ");
        if (refreshed) {
            html.text("loaded again by itself");
        } else {
            html.element("a", "load again every " + REFRESH_SECONDS + " s", "href", "?refresh=" + REFRESH_SECONDS);
        }
        html.end().end();
    }

    /** Parts of the page. */
    private enum Section {
        PATHS("Symbol paths"),
        DIRECTORIES("Directories"),
        UPSTREAMS("Upstreams"),
        FLIGHTS("Running"),
        FILLS("Last fills"),
        ERRORS("Last errors"),
        MISSES("Missing names"),
        SLOW("Slowest requests"),
        EVICTION("Eviction"),
        CONFIGURATION("Configuration");

        private final String title;
        private final String id;

        Section(String title) {
            this.title = title;
            this.id = title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        }
    }

    private void section(Section section, Runnable content) {
        html.begin("section", "aria-labelledby", section.id).element("h2", section.title, "id", section.id);
        content.run();
        html.end();
    }

    static Tables.Head head(String title, Tables.Column column) {
        return new Tables.Head(title, column);
    }

    private void program() {
        StatusFacts.Program program = facts.program();
        html.begin("dl");
        fact("State", program.state());
        fact("Version", program.version());
        fact("Up for", Show.time(program.uptime()));
        fact("Requests", Show.count(program.requests()));
        fact("Connections", Show.count(program.connections()));
        fact("Java", program.java());
        html.end();
    }

    private void fact(String name, String value) {
        html.begin("div")
                .element("dt", name)
                .element("dd", Show.orNothing(value))
                .end();
    }

    private void paths() {
        boolean first = true;
        for (StatusFacts.Directory directory : facts.directories()) {
            html.begin("details", first ? new String[] {"open", ""} : new String[0]);
            html.begin("summary")
                    .element("h3", "Directory " + Show.directory(directory.name()))
                    .end();
            paths(SymbolPaths.of(facts, directory.name()));
            html.end();
            first = false;
        }
        paths(SymbolPaths.ofServer(facts));
    }

    private void paths(List<SymbolPaths> all) {
        for (SymbolPaths path : all) {
            html.element("p", path.debugger() + " (" + path.hint() + ")");
            html.element("pre", path.text());
        }
    }

    private void directories() {
        Charts charts = new Charts(html);
        tables.table(
                "Directories: what is in them, and the share of files sent that were on disk",
                "There is no directory.",
                List.of(
                        head("Directory", TEXT),
                        head("Kind", TEXT),
                        head("Files", NUMBER),
                        head("Bytes", NUMBER),
                        head("Quota", NUMBER),
                        head("Disk free", NUMBER),
                        head("Hits 5 min", NUMBER),
                        head("Hits 1 h", NUMBER),
                        head("Hits 24 h", NUMBER)),
                facts.directories(),
                (row, directory) -> row.cell(Show.directory(directory.name()))
                        .cell(directory.kind())
                        .cell(Show.count(directory.files()))
                        .cell(Show.bytes(directory.bytes()))
                        .cell(
                                directory.quota().isPresent()
                                        ? Show.bytes(directory.quota().getAsLong())
                                        : "none")
                        .cell(Show.bytes(directory.free()))
                        .cell(Show.ratio(directory.traffic().fiveMinutes()))
                        .cell(Show.ratio(directory.traffic().hour()))
                        .cell(Show.ratio(directory.traffic().day())));
        int number = 0;
        for (StatusFacts.Directory directory : facts.directories()) {
            number++;
            String name = Show.directory(directory.name());
            html.element("h3", "Directory " + name);
            if (directory.quota().isPresent() && directory.quota().getAsLong() > 0) {
                double share = (double) directory.bytes() / directory.quota().getAsLong();
                String used = Show.bytes(directory.bytes()) + " of "
                        + Show.bytes(directory.quota().getAsLong()) + " used";
                html.element("p", used, "class", "soft");
                charts.bar("quota-" + number, "Quota of " + name, used, share);
            }
            html.element("p", "Files sent in each of the last 24 hours; blue: from disk", "class", "soft");
            charts.hours(
                    "hours-" + number,
                    "Files sent from " + name + " in the last 24 hours",
                    directory.traffic().hours());
        }
    }

    private void upstreams() {
        tables.table(
                "Upstreams: counts since the start, times of this hour and the one before",
                "There is no upstream.",
                List.of(
                        head("Upstream", TEXT),
                        head("State", TEXT),
                        head("Blackout until", TIME),
                        head("p50", NUMBER),
                        head("p95", NUMBER),
                        head("Found", NUMBER),
                        head("Missing", NUMBER),
                        head("Errors", NUMBER),
                        head("Address", KEY)),
                facts.upstreams(),
                (row, upstream) -> row.cell(upstream.name())
                        .cell(upstream.state(), upstream.blackout().isPresent() ? "bad" : "good")
                        .cell(Show.when(upstream.blackout()))
                        .cell(Show.time(upstream.performance().p50()))
                        .cell(Show.time(upstream.performance().p95()))
                        .cell(Show.count(upstream.performance().successes()))
                        .cell(Show.count(upstream.performance().misses()))
                        .cell(Show.count(upstream.performance().errors()))
                        .cell(upstream.url()));
    }

    private void flights() {
        Charts charts = new Charts(html);
        int[] number = new int[1];
        tables.table(
                "Searches and downloads that run",
                "Nothing runs.",
                List.of(
                        head("Key", KEY),
                        head("Directory", TEXT),
                        head("Upstream", TEXT),
                        head("Progress", TEXT),
                        head("Clients", NUMBER),
                        head("Age", NUMBER)),
                facts.flights(),
                (row, flight) -> row.cell(flight.key())
                        .cell(Show.directory(flight.directory()))
                        .cell(Show.orNothing(flight.upstream()))
                        .cell("", cell -> progress(charts, number[0]++, flight))
                        .cell(Show.count(flight.clients()))
                        .cell(Show.time(flight.age())));
    }

    private void progress(Charts charts, int number, StatusFacts.Flight flight) {
        long total = flight.total().orElse(0);
        if (total <= 0) {
            html.text(flight.bytes() == 0 ? "searching" : Show.bytes(flight.bytes()));
            return;
        }
        double share = (double) flight.bytes() / total;
        String text = Show.bytes(flight.bytes()) + " of " + Show.bytes(total) + ", " + (int) (100 * share) + " %";
        html.text(text);
        charts.bar("flight-" + number, "Progress of " + flight.key(), text, share);
    }
}
