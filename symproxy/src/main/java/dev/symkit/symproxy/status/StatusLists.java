// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import static dev.symkit.symproxy.status.StatusPage.head;

import dev.symkit.symproxy.miss.MissCounts;
import java.util.List;

/** The lists of the status page: what happened last, most, slowest, and what would happen next. Confined. */
final class StatusLists {
    private static final Tables.Column NUMBER = Tables.Column.NUMBER;
    private static final Tables.Column TEXT = Tables.Column.TEXT;
    private static final Tables.Column KEY = Tables.Column.KEY;
    private static final Tables.Column TIME = Tables.Column.TIME;

    private final StatusFacts facts;
    private final Html html;
    private final Tables tables;

    StatusLists(StatusFacts facts, Html html) {
        this.facts = facts;
        this.html = html;
        this.tables = new Tables(html);
    }

    /** Files that were fetched. */
    void fills() {
        tables.table(
                "Files that were fetched last",
                "Nothing was fetched since the start.",
                List.of(
                        head("Key", KEY),
                        head("When", TIME),
                        head("Directory", TEXT),
                        head("Upstream", TEXT),
                        head("Bytes", NUMBER),
                        head("Time", NUMBER)),
                facts.fills(),
                (row, fill) -> row.cell(fill.key())
                        .cell(Show.when(fill.when()))
                        .cell(Show.directory(fill.directory()))
                        .cell(fill.upstream())
                        .cell(Show.bytes(fill.bytes()))
                        .cell(Show.time(fill.time())));
    }

    /** What failed. */
    void errors() {
        tables.table(
                "What failed last",
                "Nothing failed since the start.",
                List.of(head("When", TIME), head("Where", TEXT), head("What", KEY)),
                facts.errors(),
                (row, error) ->
                        row.cell(Show.when(error.when())).cell(error.where()).cell(error.text()));
    }

    /** Names that are nowhere, and what to write to exclude them. */
    void misses() {
        tables.table(
                "Names asked for most in vain",
                "No file was asked for in vain.",
                List.of(head("Name", KEY), head("Requests", NUMBER)),
                facts.misses(),
                (row, miss) -> row.cell(miss.name()).cell(Show.count(miss.count())));
        if (!facts.misses().isEmpty()) {
            html.element("h3", "Add to exclusions");
            html.element(
                    "p",
                    "Names that will never be there need not be looked up. For the configuration; leave out what may come:");
            html.element("pre", exclusions(facts.misses()));
        }
    }

    /** A section of the configuration. A name that would be read as something else there is left out. */
    private static String exclusions(List<MissCounts.Count> misses) {
        StringBuilder text = new StringBuilder("[exclusions]");
        misses.stream()
                .map(MissCounts.Count::name)
                .filter(name -> name.matches("[^\\[;#=*?\\p{Cntrl}][^;=*?\\p{Cntrl}]*"))
                .forEach(name -> text.append('\n').append(name));
        return text.toString();
    }

    /** Requests that took long. */
    void slowest() {
        tables.table(
                "Slowest requests of the last 24 hours",
                "No request was slow.",
                List.of(
                        head("Target", KEY),
                        head("When", TIME),
                        head("Time", NUMBER),
                        head("First byte", NUMBER),
                        head("Status", NUMBER),
                        head("Result", TEXT)),
                facts.slowest(),
                (row, slow) -> row.cell(slow.target())
                        .cell(Show.when(slow.when()))
                        .cell(Show.time(slow.time()))
                        .cell(Show.time(slow.firstByte()))
                        .cell(Integer.toString(slow.status()))
                        .cell(slow.result()));
    }

    /** What would be deleted. */
    void evictions() {
        tables.table(
                "What would be deleted if room were made now; nothing is deleted by looking",
                "Nothing would be deleted now.",
                List.of(
                        head("Directory", TEXT),
                        head("Files", NUMBER),
                        head("Bytes", NUMBER),
                        head("Oldest use", TIME),
                        head("Why", TEXT)),
                facts.evictions(),
                (row, eviction) -> row.cell(Show.directory(eviction.directory()))
                        .cell(Show.count(eviction.files()))
                        .cell(Show.bytes(eviction.bytes()))
                        .cell(Show.when(eviction.oldest()))
                        .cell(eviction.reason()));
    }
}
