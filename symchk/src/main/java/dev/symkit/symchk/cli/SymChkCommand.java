// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symchk.InputRequest;
import dev.symkit.symchk.Inputs;
import dev.symkit.symchk.Search;
import dev.symkit.symchk.check.Answer;
import dev.symkit.symchk.check.Checker;
import dev.symkit.symchk.check.Checks;
import dev.symkit.symchk.dump.DumpFile;
import dev.symkit.symchk.files.Exclusions;
import dev.symkit.symchk.manifest.ManifestFetch;
import dev.symkit.symchk.manifest.ManifestFile;
import dev.symkit.symchk.manifest.ManifestRecorder;
import dev.symkit.symchk.report.FlatTree;
import dev.symkit.symchk.report.PassList;
import dev.symkit.symchk.report.SymbolTree;
import dev.symkit.symchk.search.Fetched;
import dev.symkit.symchk.search.SymbolPlace;
import dev.symkit.symchk.search.SymbolPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code symchk}. */
@Command(name = "symchk")
final class SymChkCommand implements Callable<Integer> {
    private final ToolContext context;
    private final Map<String, String> properties;
    private final BooleanSupplier cancelled;

    @Mixin
    ChkOptions options = new ChkOptions();

    private final InputOptions input = options.input;
    private final OutputOptions output = options.output;
    private final SearchOptions search = options.search;

    SymChkCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
        this.cancelled = context.cancellation()::isCancelled;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (options.port) {
            SymChkHelp.PORT.lines().forEach(context.out()::println);
            return SymChkErrors.OK;
        }
        options.check();
        UselessOptions.of(options).forEach(this::warn);
        if (output.newManifest != null) {
            return record(context.resolve(output.newManifest));
        }
        Search.Surroundings around =
                new Search.Surroundings(context.environment(), properties, context.workingDirectory(), context.clock());
        try (SymbolPlaces places = options.asSearch().open(around, this::warn)) {
            return input.manifest == null ? check(places) : fetch(places, context.resolve(input.manifest));
        } catch (Search.BadPath e) {
            throw UsageException.rule(String.valueOf(e.getMessage()));
        }
    }

    private void warn(String text) {
        SymChkErrors.message(context, text);
    }

    private Inputs inputs(List<SymbolPlace> places) throws IOException {
        InputRequest request = new InputRequest(
                input.form(),
                input.names(),
                input.recurse,
                input.moduleName(),
                properties.getOrDefault("os.name", ""),
                context.workingDirectory());
        try {
            Inputs inputs = Inputs.open(request, places, this::warn, cancelled);
            inputs.unmatched().forEach(operand -> warn("no files match " + operand));
            return inputs;
        } catch (DumpFile.Unsupported e) {
            if (!e.summary().isEmpty()) {
                context.err().println(e.summary());
            }
            throw e;
        }
    }

    private Exclusions exclusions(@Nullable String list) throws IOException {
        return list == null ? Exclusions.NONE : Exclusions.read(context.resolve(list), context.workingDirectory());
    }

    /** The checks of all that the user named, with what symbols are looked for in. */
    private Checks checks(List<SymbolPlace> places) throws IOException {
        return new Checks(
                new Checker(places, options.search.rules(), cancelled),
                options.asSearch().jobs(),
                exclusions(input.skip),
                exclusions(input.forgive));
    }

    private Progress progress(String task, int files) {
        return Progress.start(context, output.showsProgress(), task, new Progress.Total(files, -1));
    }

    private int check(SymbolPlaces path) throws IOException {
        List<String> passed = new ArrayList<>();
        Optional<SymbolTree> tree = tree();
        try (Teller teller = new Teller(context, output, path.path(), search.eachElement());
                Inputs inputs = inputs(path.places());
                Progress progress = progress("Checking", inputs.items().size())) {
            List<SymbolPlace> places = new ArrayList<>(input.outsideOnly ? List.of() : inputs.places());
            places.addAll(path.places());
            try {
                checks(places).run(inputs.items(), answer -> {
                    teller.tell(answer);
                    if (output.images) {
                        fetchImage(answer, places, tree);
                    }
                    if (tree.isPresent()) {
                        tree.get().put(answer);
                    }
                    answer.result().flatMap(PassList::line).ifPresent(passed::add);
                    progress.add(1, 0);
                });
            } catch (CancellationException e) {
                teller.finish();
                throw e;
            }
            teller.finish();
            writePassList(passed);
            return exit(teller, inputs.items().isEmpty() || !inputs.unmatched().isEmpty());
        }
    }

    /** Fetches the image of a module that has no file here. */
    private void fetchImage(Answer answer, List<SymbolPlace> places, Optional<SymbolTree> tree) throws IOException {
        if (answer.result().isEmpty() || answer.item().file().isPresent()) {
            return;
        }
        String index = answer.result().get().subject().facts().imageIndex();
        Fetched image = Fetched.from(places, answer.name(), index);
        if (image.path().isEmpty()) {
            if (answer.silent()) {
                return;
            }
            warn("the image " + answer.name() + " cannot be fetched, error " + image.error());
            return;
        }
        try {
            if (tree.isPresent()) {
                tree.get().putImage(answer, image.path().get());
            }
        } finally {
            if (image.temporary()) {
                Files.deleteIfExists(image.path().get());
            }
        }
    }

    private Optional<SymbolTree> tree() {
        return output.tree()
                .map(directory ->
                        new SymbolTree(new FlatTree(context.resolve(directory), this::warn), output.treeImages()));
    }

    private void writePassList(List<String> lines) throws IOException {
        if (output.passList != null) {
            PassList.write(context.resolve(output.passList), lines);
        }
    }

    private int fetch(SymbolPlaces path, Path manifest) throws IOException {
        List<ManifestFile.Entry> lines = ManifestFile.read(manifest);
        Exclusions skipped = exclusions(input.skip);
        Exclusions forgiven = exclusions(input.forgive);
        try (Teller teller = new Teller(context, output, path.path(), search.eachElement())) {
            FetchRun run = new FetchRun(lines, skipped, forgiven, tree(), teller);
            try (Progress progress = progress("Fetching", run.entries().size())) {
                new ManifestFetch(path.places(), options.asSearch().jobs(), cancelled).run(run.entries(), outcome -> {
                    run.accept(outcome);
                    progress.add(1, 0);
                });
            } catch (CancellationException e) {
                teller.finish();
                throw e;
            }
            teller.finish();
            writePassList(run.passed());
            return exit(teller, lines.isEmpty());
        }
    }

    /** Writes a manifest; looks for nothing. */
    private int record(Path manifest) throws IOException {
        ManifestRecorder recorder = new ManifestRecorder(output.manifestImages || input.readsMemory());
        Exclusions skipped = exclusions(input.skip);
        try (Teller teller = new Teller(context, output, "", search.eachElement());
                Inputs inputs = inputs(List.of());
                Progress progress = progress("Reading", inputs.items().size())) {
            for (var item : inputs.items()) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                if (!skipped.hold(item.path())) {
                    teller.tell(recorder.record(item));
                }
                progress.add(1, 0);
            }
            ManifestFile.write(manifest, recorder.lines());
            teller.finish();
            return exit(teller, inputs.items().isEmpty() || !inputs.unmatched().isEmpty());
        }
    }

    private int exit(Teller teller, boolean nothingMatched) {
        return nothingMatched || teller.tally().fails(output.failOn) ? SymChkErrors.FAILED : SymChkErrors.OK;
    }
}
