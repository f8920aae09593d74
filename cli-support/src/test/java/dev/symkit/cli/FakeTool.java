// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A tool with one verb for each thing that can happen. */
final class FakeTool implements Tool {
    enum Compression {
        CAB,
        ZIP
    }

    /** What the last usage error was told of the rest of the command line. */
    Given lastGiven = new Given("", List.of());

    public static void main(String[] argv) {
        ToolMain.main(new FakeTool(), argv);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String help() {
        return "fake help\n\nend\n";
    }

    @Override
    public OptionalInt exitWithoutArguments() {
        return OptionalInt.of(87);
    }

    @Override
    public List<ToolCommand> commands() {
        return List.of(
                new ToolCommand("add", Add.SWITCHES, Add::new),
                new ToolCommand("fail", Fail.SWITCHES, Fail::new),
                new ToolCommand("wait", Wait.SWITCHES, Wait::new),
                new ToolCommand("plain", Plain.SWITCHES, Plain::new));
    }

    @Override
    public ToolErrors errors() {
        return new ToolErrors() {
            @Override
            public int usage(UsageException problem, Given given, ToolContext context) {
                lastGiven = given;
                context.out().println("FAKE ERROR: " + problem.kind() + ": " + problem.getMessage() + ".");
                return 87;
            }

            @Override
            public int io(IOException problem, ToolContext context) {
                context.out().println("FAKE ERROR: " + problem.getMessage());
                return 2;
            }
        };
    }

    /** Prints what it was given. */
    @Command
    static final class Add implements Callable<Integer> {
        static final SwitchTable SWITCHES = SwitchTable.ignoringCase(
                        Switch.flag("r"),
                        Switch.value("f").repeated(),
                        Switch.value("t"),
                        Switch.flag(":REL"),
                        Switch.value(":MSG"),
                        Switch.flag("y"),
                        Switch.value("yi"),
                        Switch.keyword("compress", "CAB", "CAB", "ZIP"),
                        Switch.longValue("--jobs"))
                .withOperands();

        private final ToolContext context;

        @Option(names = "-r")
        boolean recurse;

        @Option(names = "-f")
        List<String> files = new ArrayList<>();

        @Option(names = "-t")
        @Nullable
        String product;

        @Option(names = "-:REL")
        boolean relative;

        @Option(names = "-:MSG")
        @Nullable
        String message;

        @Option(names = "-y")
        boolean index;

        @Option(names = "-yi")
        @Nullable
        String comment;

        @Option(names = "-compress")
        @Nullable
        Compression compression;

        @Option(names = "--jobs")
        int jobs;

        @Parameters
        List<String> operands = new ArrayList<>();

        Add(ToolContext context) {
            this.context = context;
        }

        @Override
        public Integer call() throws UsageException {
            if (product == null) {
                throw UsageException.rule("'/t <product>' is required");
            }
            context.out()
                    .println(recurse + " " + files + " <" + product + "> " + relative + " " + message + " " + index
                            + " " + comment + " " + compression + " " + jobs + " " + operands);
            return 0;
        }
    }

    /** Fails in the way that is asked for. */
    @Command
    static final class Fail implements Callable<Integer> {
        static final SwitchTable SWITCHES = SwitchTable.ignoringCase(Switch.value("how"));

        private final ToolContext context;

        @Option(names = "-how")
        String how = "";

        Fail(ToolContext context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            switch (how) {
                case "io" -> throw new IOException("disk full");
                case "bug" -> throw new IllegalStateException("bug");
                case "accent" -> throw new IllegalStateException("\u00E9");
                case "memory" -> throw new OutOfMemoryError("heap");
                case "stopped" -> throw new InterruptedIOException("stopped");
                case "cancel" -> {
                    context.cancellation().cancel();
                    throw new InterruptedIOException("stopped");
                }
                case "late" -> {
                    context.cancellation().cancel();
                    return 0;
                }
                case "pipe" -> {
                    context.out().println("x".repeat(100_000));
                    return 0;
                }
                default -> {
                    return Integer.parseInt(how);
                }
            }
        }
    }

    /** Does without picocli; reads a byte if it is told to. */
    static final class Plain implements PlainCommand {
        static final SwitchTable SWITCHES = SwitchTable.ignoringCase(Switch.flag("read"), Switch.longValue("--jobs"))
                .withStandardInput();

        private final ToolContext context;
        private String line = "";
        private boolean read;

        Plain(ToolContext context) {
            this.context = context;
        }

        @Override
        public void accept(Given given, List<String> operands) throws UsageException {
            if (operands.isEmpty()) {
                throw UsageException.rule("no operand");
            }
            line = given + " " + operands;
            read = given.has("-read");
        }

        @Override
        public Integer call() throws IOException {
            context.out().println(line);
            context.out().flush();
            return read ? context.in().read() : 7;
        }
    }

    /** Runs until it is cancelled, then cleans up. */
    @Command
    static final class Wait implements Callable<Integer> {
        static final SwitchTable SWITCHES = SwitchTable.ignoringCase();

        private final ToolContext context;

        Wait(ToolContext context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            context.out().println("ready");
            context.out().flush();
            while (!context.cancellation().isCancelled()) {
                LockSupport.parkNanos(1_000_000);
            }
            context.out().println("cleaned up");
            return 0;
        }
    }
}
