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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
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
        if (options.moduleIsUseless()) {
            warn("/fm counts for dumps and processes only");
        }
        if (options.newManifest != null) {
            return record(context.resolve(options.newManifest));
        }
        Search search = new Search(
                options.search(),
                options.jobs(),
                options.timeout == null ? Optional.empty() : Optional.of(Duration.ofSeconds(options.timeout)),
                options.retries == null ? OptionalInt.empty() : OptionalInt.of(options.retries),
                options.offline,
                options.verbose.length > 1);
        Search.Surroundings around =
                new Search.Surroundings(context.environment(), properties, context.workingDirectory(), context.clock());
        try (SymbolPlaces places = search.open(around, this::warn)) {
            return options.manifest == null ? check(places) : fetch(places, context.resolve(options.manifest));
        } catch (Search.BadPath e) {
            throw UsageException.rule(String.valueOf(e.getMessage()));
        }
    }

    private void warn(String text) {
        SymChkErrors.message(context, text);
    }

    private Inputs inputs(List<SymbolPlace> places) throws IOException {
        InputRequest request = new InputRequest(
                options.form(),
                options.inputOperands(),
                options.recurse,
                options.moduleName(),
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

    private Exclusions exclusions(Optional<String> list) throws IOException {
        return list.isPresent()
                ? Exclusions.read(context.resolve(list.get()), context.workingDirectory())
                : Exclusions.NONE;
    }

    /** The checks of all that the user named, with what symbols are looked for in. */
    private Checks checks(List<SymbolPlace> places) throws IOException {
        return new Checks(
                new Checker(places, options.rules(), cancelled),
                options.jobs(),
                exclusions(Optional.ofNullable(options.skip)),
                exclusions(Optional.ofNullable(options.forgive)));
    }

    private Progress progress(String task, int files) {
        boolean wanted = options.progress || (!options.quiet && options.verbose.length == 0 && !options.json);
        return Progress.start(context, wanted, task, new Progress.Total(files, -1));
    }

    private int check(SymbolPlaces path) throws IOException {
        List<String> passed = new ArrayList<>();
        Optional<SymbolTree> tree = tree();
        try (Teller teller = new Teller(context, options, path.path());
                Inputs inputs = inputs(path.places());
                Progress progress = progress("Checking", inputs.items().size())) {
            List<SymbolPlace> places = new ArrayList<>(options.outsideOnly ? List.of() : inputs.places());
            places.addAll(path.places());
            try {
                checks(places).run(inputs.items(), answer -> {
                    teller.tell(answer);
                    if (options.images) {
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
            if (options.passList != null) {
                PassList.write(context.resolve(options.passList), passed);
            }
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
        return options.tree()
                .map(directory -> new SymbolTree(
                        new FlatTree(context.resolve(directory), this::warn),
                        options.treeWithAllImages != null
                                ? SymbolTree.Images.ALL
                                : options.treeWithImages != null ? SymbolTree.Images.PASSED : SymbolTree.Images.NONE));
    }

    private int fetch(SymbolPlaces path, Path manifest) throws IOException {
        List<ManifestFile.Entry> entries = ManifestFile.read(manifest);
        try (Teller teller = new Teller(context, options, path.path());
                Progress progress = progress("Fetching", entries.size())) {
            try {
                new ManifestFetch(path.places(), options.jobs(), cancelled).run(entries, outcome -> {
                    teller.tell(outcome);
                    progress.add(1, 0);
                });
            } catch (CancellationException e) {
                teller.finish();
                throw e;
            }
            teller.finish();
            return exit(teller, entries.isEmpty());
        }
    }

    /** Writes a manifest; looks for nothing. */
    private int record(Path manifest) throws IOException {
        ManifestRecorder recorder = new ManifestRecorder(options.manifestImages || options.readsMemory());
        Exclusions skipped = exclusions(Optional.ofNullable(options.skip));
        try (Teller teller = new Teller(context, options, "");
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
        return nothingMatched || teller.tally().fails(options.failOn) ? SymChkErrors.FAILED : SymChkErrors.OK;
    }
}
