// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.symchk.check.Answer;
import dev.symkit.symchk.check.Reason;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.facts.BinaryState;
import dev.symkit.symchk.manifest.ManifestFetch;
import dev.symkit.symchk.manifest.ManifestLine;
import dev.symkit.symchk.report.LineStyle;
import dev.symkit.symchk.report.Tally;
import dev.symkit.symchk.report.VerboseBlock;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells results: lines on standard output, blocks on standard error, JSON. Confined to one thread. */
final class Teller implements Closeable {
    private final ToolContext context;
    private final OutputOptions options;
    private final VerboseBlock verbose;
    private final LineStyle style;
    private final Tally tally = new Tally();
    private final @Nullable OutputStream jsonFile;

    /**
     * Starts to tell.
     *
     * @param symbolPath the path that is searched, without secrets
     * @param each whether each of its elements is searched on its own
     */
    Teller(ToolContext context, OutputOptions options, String symbolPath, boolean each) throws IOException {
        this.context = context;
        this.options = options;
        this.verbose = new VerboseBlock(symbolPath, each);
        this.style = options.style();
        this.jsonFile = options.jsonFile == null
                ? null
                : new BufferedOutputStream(Files.newOutputStream(context.resolve(options.jsonFile)));
    }

    Tally tally() {
        return tally;
    }

    /** Tells of a file. */
    void tell(Answer answer) throws IOException {
        tally.count(answer.countedAs(), answer.countedFor());
        if (answer.result().isPresent() && options.isVerbose()) {
            verbose.lines(answer.result().get()).forEach(context.err()::println);
        }
        if (options.tells(answer.status()) && !answer.forgiven()) {
            line(
                    answer.result().isPresent()
                            ? style.line(answer.result().get())
                            : LineStyle.line(name(answer), answer.status(), answer.text()));
        }
        Optional<Path> file = answer.result().isPresent() ? answer.item().file() : Optional.empty();
        Optional<BinaryState.Signature> signature = signature(file);
        Optional<String> checksum = checksum(file);
        extras(name(answer), signature, checksum);
        json(json -> AnswerJson.write(json, answer, signature, checksum));
    }

    /**
     * Tells of a line of a manifest.
     *
     * @param silent whether nobody is to hear of an error
     */
    void tell(ManifestFetch.Outcome outcome, boolean silent) throws IOException {
        Optional<String> problem = outcome.problem();
        boolean forgiven = silent && problem.isPresent();
        Status status = problem.isEmpty() ? Status.PASSED : forgiven ? Status.IGNORED : Status.ERROR;
        tally.count(status, reason(outcome, forgiven));
        if (options.isVerbose()) {
            outcome.trace().forEach(context.err()::println);
        }
        String name = outcome.entry()
                .line()
                .map(line -> line.name())
                .orElse(outcome.entry().text());
        if (!forgiven && options.tells(status)) {
            line(LineStyle.line(
                    name,
                    status,
                    problem.orElseGet(() -> outcome.file()
                            .path()
                            .map(path -> options.fullSymbols ? path.toString() : String.valueOf(path.getFileName()))
                            .orElse(""))));
        }
        Optional<Path> image = outcome.entry()
                .line()
                .filter(line -> line.kind() == ManifestLine.Kind.IMAGE)
                .flatMap(line -> outcome.file().path());
        Optional<BinaryState.Signature> signature = signature(image);
        Optional<String> checksum = checksum(image);
        extras(name, signature, checksum);
        json(json -> {
            json.text("binary", name);
            json.text("status", status.word());
            if (problem.isPresent()) {
                json.text("reason", problem.get());
                json.number("error", outcome.file().error());
            } else {
                json.text("path", outcome.file().path().orElseThrow().toString());
            }
            AnswerJson.extras(json, signature, checksum);
        });
    }

    private String name(Answer answer) {
        return options.fullBinaries ? answer.item().path() : answer.name();
    }

    private static Reason reason(ManifestFetch.Outcome outcome, boolean forgiven) {
        if (forgiven) {
            return Reason.FORGIVEN;
        }
        if (outcome.problem().isEmpty()) {
            return Reason.NONE;
        }
        return outcome.file().error() == 2 ? Reason.MISSING : Reason.UNREADABLE;
    }

    private Optional<BinaryState.Signature> signature(Optional<Path> file) throws IOException {
        return options.signature && file.isPresent()
                ? Optional.of(BinaryState.signature(file.get()))
                : Optional.empty();
    }

    private Optional<String> checksum(Optional<Path> file) throws IOException {
        return options.checksum && file.isPresent() ? Optional.of(BinaryState.checksum(file.get())) : Optional.empty();
    }

    private void line(String line) {
        if (!options.json) {
            context.out().println(line);
        }
    }

    private void extras(String name, Optional<BinaryState.Signature> signature, Optional<String> checksum) {
        Consumer<String> err = text -> SymChkErrors.message(context, name + ": " + text);
        signature.ifPresent(found -> err.accept("signature " + found.state()
                + found.signer().map(signer -> ", " + signer).orElse("")
                + found.digest().map(digest -> ", " + digest).orElse("")
                + (found.problem().isEmpty() ? "" : " (" + found.problem() + ")")));
        checksum.ifPresent(state -> err.accept("checksum " + state));
    }

    /** Tells the totals. */
    void finish() throws IOException {
        List<String> lines = tally.totals().lines();
        if (options.tellsTotals()) {
            lines.forEach(this::line);
        }
        if (options.summaryBy != null) {
            tally.reasons().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(entry ->
                            SymChkErrors.message(context, entry.getKey().word() + " = " + entry.getValue()));
        }
        json(json -> json.object("summary", summary -> {
            summary.number("failed", tally.totals().failed());
            summary.number("passedAndIgnored", tally.totals().others());
        }));
    }

    private void json(JsonOut.Fields fields) throws IOException {
        if (options.json) {
            JsonOut.write(context.out(), fields);
        }
        if (jsonFile != null) {
            JsonOut.write(jsonFile, fields);
        }
    }

    @Override
    public void close() throws IOException {
        if (jsonFile != null) {
            jsonFile.close();
        }
    }
}
