// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.pdbcopy.CopyPdb;
import dev.symkit.pdbcopy.StripReport;
import dev.symkit.pdbcopy.TypeCount;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a copy did; nothing unless it was asked for.
 *
 * @param context where to print
 * @param json one object instead of text
 * @param whole all names and paths, not only their numbers
 * @param verbose the numbers, and what is worth knowing
 */
record CopyOutput(ToolContext context, boolean json, boolean whole, boolean verbose) {

    void print(CopyPdb.Request request, Optional<StripReport> report) throws IOException {
        report.ifPresent(this::warn);
        if (json) {
            JsonOut.write(context.out(), out -> json(out, request, report));
        } else if (whole || verbose) {
            report.ifPresentOrElse(this::text, () -> context.out().println("Copied whole."));
            request.identity().ifPresent(identity -> context.out().println("New GUID: " + identity.guid()));
        }
        if (request.identity().isPresent()) {
            PdbCopyErrors.message(context, "warning: the copy has a new identity and no longer fits its image");
        }
    }

    private void warn(StripReport report) {
        report.warnings().forEach(warning -> PdbCopyErrors.message(context, "warning: " + warning));
        if (verbose) {
            report.notFound().forEach(name -> PdbCopyErrors.message(context, notFound(name, report.hints())));
            if (!report.withoutNext().isEmpty()) {
                PdbCopyErrors.message(
                        context,
                        "addresses behind " + report.withoutNext().get(0)
                                + (report.withoutNext().size() > 1 ? " and others" : "")
                                + " will be attributed to it, for the next public is gone (--keep-next keeps it)");
            }
        }
    }

    private static String notFound(String name, Map<String, String> hints) {
        String hint = hints.getOrDefault(name, "");
        return "no public symbol is named " + name + (hint.isEmpty() ? "" : "; meant is perhaps " + hint);
    }

    private void text(StripReport report) {
        PrintStream out = context.out();
        out.println("Public symbols kept: " + report.publicsKept() + ", removed: " + report.publicsRemoved());
        TypeCount types = report.typesRemoved();
        out.println("Types removed: " + (types.isKnown() ? types.count() : "unknown (" + types.problem() + ")"));
        out.println("Modules: " + report.modules());
        list("Named streams kept", report.streamsKept(), true);
        list("Named streams removed", report.streamsRemoved(), true);
        list("Kept behind a named symbol", report.keptAsNext(), true);
        list("Static functions that stay visible", report.staticFunctions(), whole);
        list("Functions with separated code that stay visible", report.functions(), whole);
        list("Paths that stay visible", report.paths(), whole);
    }

    private void list(String title, List<String> values, boolean named) {
        context.out().println(title + ": " + values.size());
        if (named) {
            values.forEach(value -> context.out().println("  " + value));
        }
    }

    private static void json(JsonOut out, CopyPdb.Request request, Optional<StripReport> result) throws IOException {
        out.text("source", request.source().toString());
        out.text("target", request.target().toString());
        if (request.identity().isPresent()) {
            out.text("guid", request.identity().get().guid().toString());
        }
        out.bool("stripped", result.isPresent());
        if (result.isEmpty()) {
            return;
        }
        StripReport report = result.get();
        out.object("publics", publics -> {
            publics.number("kept", report.publicsKept());
            publics.number("removed", report.publicsRemoved());
            publics.texts("keptAsNext", report.keptAsNext());
            publics.texts("notFound", report.notFound());
            publics.array(
                    "hints",
                    report.hints().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .toList(),
                    (each, hint) -> {
                        each.text("name", hint.getKey());
                        each.text("decorated", hint.getValue());
                    });
        });
        out.number("modules", report.modules());
        if (report.typesRemoved().isKnown()) {
            out.number("typesRemoved", report.typesRemoved().count());
        } else {
            out.text("typesProblem", report.typesRemoved().problem());
        }
        out.object("streams", streams -> {
            streams.texts("kept", report.streamsKept());
            streams.texts("removed", report.streamsRemoved());
        });
        out.object("visible", visible -> {
            visible.texts("staticFunctions", report.staticFunctions());
            visible.texts("functions", report.functions());
            visible.texts("paths", report.paths());
        });
        out.texts("warnings", report.warnings());
    }
}
