// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.agestore.AgeFiles;
import dev.symkit.agestore.AgeRequest;
import dev.symkit.agestore.AgeRequest.Mode;
import dev.symkit.agestore.Aging;
import dev.symkit.agestore.Failure;
import dev.symkit.agestore.Host;
import dev.symkit.agestore.LastAccessSwitch;
import dev.symkit.agestore.PathSpec;
import dev.symkit.agestore.TimeChoice;
import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agestore}: the switches and the rules between them. */
@Command(name = "agestore")
final class AgeStoreCommand implements Callable<Integer> {
    static final SwitchTable SWITCHES = SwitchTable.ignoringCase(
                    Switch.attached("date"),
                    Switch.attached("days"),
                    Switch.optional("size"),
                    Switch.flag("l"),
                    Switch.flag("s"),
                    Switch.flag("k"),
                    Switch.flag("q"),
                    Switch.flag("y"),
                    Switch.flag("r"),
                    Switch.attached("lat"),
                    Switch.attached("unit"),
                    Switch.attached("time"),
                    Switch.attached("lock-timeout"),
                    Switch.flag("force"),
                    Switch.flag("dry-run"),
                    Switch.flag("json"),
                    Switch.flag("quiet"),
                    Switch.longValue("--map").repeated())
            .withOperands()
            .withAnyDashes();

    private final Host host;
    private final ToolContext context;

    @Option(names = "-date")
    @Nullable
    String date;

    @Option(names = "-days")
    @Nullable
    String days;

    @Option(names = "-size")
    @Nullable
    String size;

    @Option(names = {"-l", "-dry-run"})
    boolean listOnly;

    @Option(names = "-s")
    boolean recurse;

    @Option(names = "-k")
    boolean keepDirectories;

    @Option(names = "-q")
    boolean unlisted;

    @Option(names = "-y")
    boolean yes;

    @Option(names = "-r")
    boolean readOnlyToo;

    @Option(names = "-lat")
    @Nullable
    String lat;

    @Option(names = "-unit")
    @Nullable
    String unit;

    @Option(names = "-time")
    @Nullable
    String time;

    @Option(names = "-lock-timeout")
    String lockTimeout = "600";

    @Option(names = "-force")
    boolean force;

    @Option(names = "-json")
    boolean json;

    @Option(names = "-quiet")
    boolean quiet;

    @Option(names = "--map")
    List<String> mounts = new ArrayList<>();

    @Parameters
    List<String> paths = new ArrayList<>();

    private AgeStoreCommand(Host host, ToolContext context) {
        this.host = host;
        this.context = context;
    }

    /** The one command of the tool, on a machine. */
    static List<ToolCommand> on(Host host) {
        return List.of(ToolCommand.withoutVerb(SWITCHES, context -> new AgeStoreCommand(host, context)));
    }

    @Override
    public Integer call() throws UsageException, InterruptedIOException {
        try {
            return lat != null ? switchLastAccess(lat) : age();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (AgeOutput.Told e) {
            return AgeStoreErrors.report(e.failure(), false, context);
        } catch (IOException e) {
            return AgeStoreErrors.report(Failure.of(e), json, context);
        }
    }

    private int age() throws IOException, UsageException {
        Mode mode = mode();
        TimeChoice choice = timeChoice();
        boolean wholeKeys = wholeKeys();
        if (paths.size() > 1) {
            throw UsageException.rule("More than one path: '" + paths.get(0) + "', '" + paths.get(1) + "'.");
        }
        for (String pair : mounts) {
            if (!PathSpec.isMount(pair)) {
                throw Values.invalid("-map", pair);
            }
        }
        AgeRequest.Running running = new AgeRequest.Running(
                context.clock().instant(),
                Duration.ofSeconds(Values.number("lock-timeout", lockTimeout)),
                context.cancellation()::isCancelled);
        AgeRequest.Rules rules =
                new AgeRequest.Rules(recurse, keepDirectories, readOnlyToo, wholeKeys, force, listOnly);
        PathSpec files = paths.isEmpty()
                ? PathSpec.all(context.workingDirectory())
                : PathSpec.parse(paths.get(0), context.workingDirectory(), allMounts());
        AgeRequest request = new AgeRequest(files, mode, choice, rules, running);
        Aging aging = new AgeFiles(host).prepare(request);
        return new AgeOutput(context, new AgeOutput.Form(json, unlisted || quiet, quiet, yes)).run(request, aging);
    }

    private List<String> allMounts() throws IOException {
        return PathSpec.mounts(mounts, context.environment(), System.getProperties());
    }

    private Mode mode() throws UsageException {
        List<String> given = new ArrayList<>();
        add(given, "-date", date);
        add(given, "-days", days);
        add(given, "-size", size);
        if (given.isEmpty()) {
            throw UsageException.rule(AgeStoreErrors.NO_MODE);
        }
        if (given.size() > 1) {
            throw UsageException.rule("'" + given.get(0) + "' and '" + given.get(1) + "' exclude each other.");
        }
        if (date != null) {
            return new Mode.UnusedSince(Values.date(date, context.clock().getZone()));
        }
        if (days != null) {
            return new Mode.UnusedSince(Values.daysBefore(days, context.clock().instant()));
        }
        String limit = Objects.requireNonNull(size);
        return limit.isEmpty() ? new Mode.Measure() : new Mode.Keep(Values.size(limit));
    }

    private static void add(List<String> given, String name, @Nullable String value) {
        if (value != null) {
            given.add(name);
        }
    }

    private TimeChoice timeChoice() throws UsageException {
        if (time == null) {
            return TimeChoice.BEST;
        }
        return switch (time.toLowerCase(Locale.ROOT)) {
            case "access" -> TimeChoice.ACCESS;
            case "create" -> TimeChoice.CREATE;
            case "write" -> TimeChoice.WRITE;
            default -> throw Values.invalid("time", time);
        };
    }

    private boolean wholeKeys() throws UsageException {
        if (unit == null || unit.equalsIgnoreCase("file")) {
            return false;
        }
        if (unit.equalsIgnoreCase("key")) {
            return true;
        }
        throw Values.invalid("unit", unit);
    }

    private int switchLastAccess(String value) throws IOException, UsageException {
        boolean on = value.equalsIgnoreCase("on");
        if (!on && !value.equalsIgnoreCase("off")) {
            throw Values.invalid("lat", value);
        }
        if (date != null || days != null || size != null || !paths.isEmpty()) {
            throw UsageException.rule("'-lat' stands alone.");
        }
        LastAccessSwitch.Result result = new LastAccessSwitch(host).set(on);
        context.out().println(result.text());
        return result.done() ? 0 : AgeStoreErrors.SOME_FAILED;
    }
}
