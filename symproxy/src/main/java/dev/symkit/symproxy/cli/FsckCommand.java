// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.server.DirectoryParts;
import dev.symkit.symproxy.upkeep.Fsck;
import dev.symkit.symproxy.upkeep.Problem;
import dev.symkit.symproxy.upkeep.UpkeepSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symproxy fsck}: examines the directories of a configuration, and mends them. */
@Command(name = "fsck")
final class FsckCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 64;

    private final ToolContext context;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--repair")
    boolean repair;

    @Option(names = "--directory")
    @Nullable
    String directory;

    @Option(names = "-j")
    int jobs = Math.max(2, Runtime.getRuntime().availableProcessors());

    @Option(names = "--json")
    boolean json;

    FsckCommand(ToolContext context) {
        this.context = context;
    }

    /** What came of one directory. */
    private record Report(
            DirectoryParts directory, List<Problem> problems, long files, long bytes, Fsck.Totals totals) {}

    @Override
    public Integer call() throws UsageException, IOException {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw CommonOptions.invalid(String.valueOf(jobs), "-j");
        }
        UpkeepSetup setup = common.upkeep(context);
        List<DirectoryParts> chosen =
                directory == null ? setup.directories() : List.of(CommonOptions.directory(setup, directory));
        List<Report> reports = new ArrayList<>();
        for (DirectoryParts each : chosen) {
            List<Problem> problems = new ArrayList<>();
            Report report = examine(each, json ? problems::add : this::print, problems);
            reports.add(report);
            if (!json) {
                print(report);
            }
        }
        if (json) {
            write(reports);
        }
        boolean clean = reports.stream().allMatch(each -> each.totals().isClean());
        return clean ? 0 : SymProxyErrors.FAILED;
    }

    private Report examine(DirectoryParts chosen, Consumer<Problem> told, List<Problem> problems) throws IOException {
        AtomicLong files = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        try (Progress progress = Progress.start(context, !json, "Examining", Progress.Total.UNKNOWN)) {
            Fsck.Listener listener = new Fsck.Listener() {
                @Override
                public void problem(Problem problem) {
                    told.accept(problem);
                }

                @Override
                public void examined(long moreFiles, long moreBytes) {
                    files.addAndGet(moreFiles);
                    bytes.addAndGet(moreBytes);
                    progress.add(moreFiles, moreBytes);
                }
            };
            Fsck.How how = new Fsck.How(repair, jobs, context.clock(), context.cancellation()::isCancelled);
            Fsck.Totals totals = Fsck.run(chosen, how, listener);
            return new Report(chosen, problems, files.get(), bytes.get(), totals);
        }
    }

    private void print(Problem problem) {
        String text = problem.kind().word() + ": " + problem.path() + ": " + problem.message();
        context.out().println((problem.repaired() ? "repaired " : "") + SymProxyErrors.line(text));
    }

    private void print(Report report) {
        String repaired = repair ? ", repaired " + report.totals().repaired() : "";
        context.out()
                .println(report.directory().section().head() + ": files " + report.files() + ", bytes " + report.bytes()
                        + ", problems " + report.totals().problems() + repaired);
    }

    private void write(List<Report> reports) throws IOException {
        JsonOut.write(
                context.out(),
                out -> out.array("directories", reports, (each, report) -> {
                    each.text("name", report.directory().name());
                    each.text("path", report.directory().root().toString());
                    each.number("files", report.files());
                    each.number("bytes", report.bytes());
                    each.array("problems", report.problems(), (one, problem) -> {
                        one.text("kind", problem.kind().word());
                        one.text("path", problem.path().toString());
                        one.text("message", problem.message());
                        one.bool("repaired", problem.repaired());
                    });
                }));
    }
}
