// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.pdbcopy.CopyPdb;
import dev.symkit.pdbcopy.Identity;
import dev.symkit.pdbcopy.Operand;
import dev.symkit.pdbcopy.PathRedaction;
import dev.symkit.pdbcopy.StripOptions;
import dev.symkit.pdbcopy.StripReport;
import dev.symkit.pdbcopy.SymbolNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pdbcopy}: the switches and the rules between them. */
@Command(name = "pdbcopy")
final class PdbCopyCommand implements Callable<Integer> {
    static final String LEAKS = "CVE-2018-1037";

    static final SwitchTable SWITCHES = SwitchTable.caseSensitive(
                    Switch.flag("p"),
                    Switch.flag("s"),
                    Switch.attached("f").repeated(),
                    Switch.attached("F").repeated(),
                    Switch.flag("v"),
                    Switch.flag("vc6"),
                    Switch.keyword(LEAKS, "", "autofix", "verbose"),
                    Switch.longFlag("--no-local-procs"),
                    Switch.longFlag("--keep-next"),
                    Switch.longFlag("--keep-srcsrv"),
                    Switch.longFlag("--keep-sourcelink"),
                    Switch.longValue("--redact-paths").repeated(),
                    Switch.longFlag("--verify"),
                    Switch.longFlag("--report"),
                    Switch.longFlag("--json"),
                    Switch.longFlag("--overwrite"),
                    Switch.longFlag("--quiet"),
                    Switch.longValue("--map").repeated())
            .withOperands();

    private final ToolContext context;

    @Option(names = "-p")
    boolean strip;

    @Option(names = "-s")
    boolean sign;

    @Option(names = "-f")
    List<String> dropped = new ArrayList<>();

    @Option(names = "-F")
    List<String> kept = new ArrayList<>();

    @Option(names = "-v")
    boolean verbose;

    @Option(names = "-vc6")
    boolean oldFormat; // documented to have no effect

    @Option(names = "-" + LEAKS)
    @Nullable
    String leaks;

    @Option(names = "--no-local-procs")
    boolean noLocalProcedures;

    @Option(names = "--keep-next")
    boolean keepNext;

    @Option(names = "--keep-srcsrv")
    boolean keepSourceServer;

    @Option(names = "--keep-sourcelink")
    boolean keepSourceLink;

    @Option(names = "--redact-paths")
    List<String> redactions = new ArrayList<>();

    @Option(names = "--verify")
    boolean verify;

    @Option(names = "--report")
    boolean report;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--overwrite")
    boolean overwrite;

    @Option(names = "--quiet")
    boolean quiet;

    @Option(names = "--map")
    List<String> mounts = new ArrayList<>();

    @Parameters
    List<String> operands = new ArrayList<>();

    PdbCopyCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        for (String pair : mounts) {
            require(Operand.isMount(pair), "Invalid value '" + pair + "' for '--map'.");
        }
        mounts = Operand.mounts(mounts, context.environment(), System.getProperties());
        return leaks != null ? leaks(leaks) : copy();
    }

    private int copy() throws UsageException, IOException {
        require(operands.size() == 2, "Two paths are needed: the PDB and the new one.");
        onlyWith(strip, "-p", "-f", !dropped.isEmpty());
        onlyWith(strip, "-p", "-F", !kept.isEmpty());
        require(dropped.isEmpty() || kept.isEmpty(), "'-f' and '-F' exclude each other.");
        onlyWith(strip, "-p", "--no-local-procs", noLocalProcedures);
        onlyWith(!kept.isEmpty(), "-F", "--keep-next", keepNext);
        onlyWith(strip, "-p", "--keep-srcsrv", keepSourceServer);
        onlyWith(strip, "-p", "--keep-sourcelink", keepSourceLink);
        onlyWith(strip, "-p", "--redact-paths", !redactions.isEmpty());
        CopyPdb.Request request = new CopyPdb.Request(
                path(0),
                path(1),
                strip ? Optional.of(stripOptions()) : Optional.empty(),
                sign ? Optional.of(Identity.random(now())) : Optional.empty(),
                overwrite,
                verify,
                context.cancellation()::isCancelled);
        Optional<StripReport> result;
        try (CopyBar bar = new CopyBar(context, !quiet && !json, strip ? "Stripping" : "Copying")) {
            result = new CopyPdb().run(request, bar);
        }
        new CopyOutput(context, json, report, verbose).print(request, result);
        return 0;
    }

    private int leaks(String action) throws UsageException, IOException {
        boolean others = strip || sign || verify || report || overwrite || keepNext;
        boolean stripping = noLocalProcedures || keepSourceServer || keepSourceLink || !redactions.isEmpty();
        require(
                !others && !stripping && dropped.isEmpty() && kept.isEmpty(),
                "'-" + LEAKS + "' goes only with '-v', '--json' and '--map'.");
        boolean repair = action.equals("autofix");
        require(
                operands.size() == 2 || (operands.size() == 1 && !repair),
                "Two paths are needed: the PDB and a backup.");
        LeakOutput output = new LeakOutput(context, json, verbose || action.equals("verbose"));
        return repair ? output.repair(path(0), path(1)) : output.inspect(path(0));
    }

    private Path path(int operand) throws IOException {
        return Operand.resolve(operands.get(operand), context.workingDirectory(), mounts);
    }

    private StripOptions stripOptions() throws UsageException, IOException {
        List<PathRedaction> pairs = new ArrayList<>();
        for (String text : redactions) {
            Optional<PathRedaction> pair = PathRedaction.parse(text);
            require(pair.isPresent(), "Invalid value '" + text + "' for '--redact-paths'.");
            pairs.add(pair.orElseThrow());
        }
        StripOptions.Filter filter = !dropped.isEmpty()
                ? StripOptions.Filter.DROP
                : kept.isEmpty() ? StripOptions.Filter.NONE : StripOptions.Filter.KEEP;
        return new StripOptions(
                filter,
                SymbolNames.read(dropped.isEmpty() ? kept : dropped, context.workingDirectory(), mounts),
                keepNext,
                !noLocalProcedures,
                keepSourceServer,
                keepSourceLink,
                pairs);
    }

    /** The time of the new identity; reproducible builds set it. */
    private Instant now() throws UsageException {
        String epoch = context.environment().get("SOURCE_DATE_EPOCH");
        if (epoch == null || epoch.isEmpty()) {
            return context.clock().instant();
        }
        require(epoch.matches("[0-9]{1,11}"), "Invalid value '" + epoch + "' of SOURCE_DATE_EPOCH.");
        return Instant.ofEpochSecond(Long.parseLong(epoch));
    }

    private static void onlyWith(boolean there, String condition, String option, boolean given) throws UsageException {
        require(there || !given, "'" + option + "' needs '" + condition + "'.");
    }

    private static void require(boolean condition, String message) throws UsageException {
        if (!condition) {
            throw UsageException.rule(message);
        }
    }
}
