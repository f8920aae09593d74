// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * Runs a {@link Tool}: answers help and version, rewrites the command line, fills and calls the command, and turns what it throws
 * into the tool's text and exit code. {@link #main} is the only place that touches {@code System}.
 */
public final class ToolMain {
    private static final int BUFFER = 8192;
    private static final int OUTPUT_LOST = 1;
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private ToolMain() {}

    /** Runs a tool as this process: standard streams, environment, clock, signals. Does not return. */
    @SuppressWarnings("SystemExitOutsideMain") // this is the main of every tool
    public static void main(Tool tool, String[] argv) {
        PrintStream out = stream(FileDescriptor.out, "stdout.encoding", false);
        int code = answerAtOnce(tool, argv, out);
        if (code >= 0) {
            System.exit(out.checkError() && code == 0 ? outputLost(tool) : code);
        }
        PrintStream err = stream(FileDescriptor.err, "stderr.encoding", true);
        boolean interactive = isInteractive();
        if (interactive) {
            out = stream(FileDescriptor.out, "stdout.encoding", true);
        }
        // slf4j-simple reads this when the first logger is made.
        String level = wantsDebug(Arrays.asList(argv)) ? "debug" : "off";
        System.setProperty(LOG_LEVEL, System.getProperty(LOG_LEVEL, level));
        Cancellation cancellation = new Cancellation();
        StandardInput input = StandardInput.ofProcess();
        Interrupts interrupts = Interrupts.install(cancellation, Runtime.getRuntime(), input);
        try {
            code = run(tool, argv, processContext(out, err, input, interactive, cancellation), true);
            out.flush();
            err.flush();
        } finally {
            interrupts.finish();
        }
        System.exit(code);
    }

    private static int outputLost(Tool tool) {
        PrintStream err = stream(FileDescriptor.err, "stderr.encoding", true);
        return outputLost(tool, processContext(err, err, StandardInput.ofProcess(), false, new Cancellation()), true);
    }

    private static ToolContext processContext(
            PrintStream out, PrintStream err, InputStream input, boolean interactive, Cancellation cancellation) {
        InputStream in = new BufferedInputStream(input);
        java.io.Console terminal = interactive ? System.console() : null;
        return new ToolContext(
                out,
                err,
                terminal == null ? in : new TerminalInput(in, terminal),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Clock.system(ZoneId.systemDefault()),
                interactive,
                cancellation);
    }

    /**
     * Runs a tool inside {@code context} and returns its exit code. Throws nothing that the tool throws.
     *
     * @param argv the command line behind the tool's name
     */
    public static int run(Tool tool, String[] argv, ToolContext context) {
        return run(tool, argv, context, false);
    }

    /** @param process whether the output of {@code context} is that of this process */
    private static int run(Tool tool, String[] argv, ToolContext context, boolean process) {
        int code = answerAtOnce(tool, argv, context.out());
        if (code < 0) {
            code = new Run(tool, context).run(Arrays.asList(argv));
        }
        if (context.out().checkError() && code == 0) {
            code = outputLost(tool, context, process);
        }
        return code;
    }

    /** A reader that has gone, as {@code head} does, is told nothing: the exit code says enough. */
    private static int outputLost(Tool tool, ToolContext context, boolean process) {
        return process && Console.isPipe() ? OUTPUT_LOST : tool.errors().outputLost(tool.name(), context);
    }

    /** Answers what needs no command; returns the exit code, or -1 if the command line asks for something else. */
    private static int answerAtOnce(Tool tool, String[] argv, PrintStream out) {
        if (argv.length == 0) {
            OptionalInt code = tool.exitWithoutArguments();
            if (code.isEmpty()) {
                return -1;
            }
            printHelp(tool, out);
            return code.getAsInt();
        }
        if (WinArgs.isHelp(argv[0])) {
            printHelp(tool, out);
            return 0;
        }
        if (WinArgs.isVersion(argv[0])) {
            printVersion(tool, out);
            return 0;
        }
        return -1;
    }

    /** Prints the help with the line ends of the platform. No lambdas and streams: they double the start-up time. */
    private static void printHelp(Tool tool, PrintStream out) {
        String help = tool.help();
        int at = 0;
        while (at < help.length()) {
            int end = help.indexOf('\n', at);
            if (end < 0) {
                end = help.length();
            }
            out.println(help.substring(at, end));
            at = end + 1;
        }
    }

    private static void printVersion(Tool tool, PrintStream out) {
        out.println(tool.name().concat(" (symkit) ").concat(version()));
    }

    /** Ends the process now, whatever it is doing, with the exit code of an interrupted run. For who is told to stop a second time. */
    public static void endAtOnce() {
        Runtime.getRuntime().halt(Interrupts.EXIT_CODE);
    }

    /** The version of this build, from the resource that the build fills in. */
    public static String version() {
        try (InputStream in = ToolMain.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static PrintStream stream(FileDescriptor descriptor, String encodingProperty, boolean autoFlush) {
        return new TextStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
                autoFlush,
                consoleCharset(encodingProperty));
    }

    private static Charset consoleCharset(String property) {
        String unofficial =
                System.getProperty("sun.".concat(property), ""); // JDK 17 and 18, if the stream is a console
        return Console.charset(System.getProperty(property, unofficial), System.getProperty("native.encoding", ""));
    }

    /** Whether standard input, output and, where that can be found out, standard error are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // the property brings the old behaviour back
    private static boolean isInteractive() {
        // JDK 22 to 24 have a console even without a terminal, unless told to use the plain one.
        System.setProperty("jdk.console", System.getProperty("jdk.console", "java.base"));
        if (System.console() == null) {
            return false;
        }
        Path link = Path.of("/proc/self/fd/2");
        try {
            if (!Files.isSymbolicLink(link)) {
                return true; // not Linux: no way to know
            }
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return true;
        }
    }

    /** Looks at all tokens, also for a command line that cannot be read; a value that merely equals the option does no harm. */
    private static boolean wantsDebug(List<String> argv) {
        for (String token : argv) {
            if (WinArgs.isDebug(token)) {
                return true;
            }
        }
        return false;
    }

    /** One run of a command. */
    private record Run(Tool tool, ToolContext context) {

        int run(List<String> argv) {
            boolean debug = wantsDebug(argv);
            try {
                return command(argv);
            } catch (UsageException e) {
                trace(e, debug);
                return tool.errors().usage(e, Given.read(tool.commands(), argv), context);
            } catch (InterruptedIOException | CancellationException e) {
                return interrupted(e, debug);
            } catch (IOException e) {
                trace(e, debug);
                return orInterrupted(tool.errors().io(e, context));
            } catch (Exception | Error e) {
                trace(e, debug);
                return orInterrupted(tool.errors().internal(e, tool.name(), context));
            }
        }

        private int command(List<String> argv) throws Exception {
            ToolCommand command = choose(argv);
            List<String> tokens = command.speller().spell(command.arguments(argv));
            WinArgs arguments = WinArgs.parse(command.switches(), tokens, context::exists);
            if (arguments.help()) {
                printHelp(tool, context.out());
                return 0;
            }
            if (arguments.version()) {
                printVersion(tool, context.out());
                return 0;
            }
            Callable<Integer> made = command.factory().create(context);
            if (made instanceof PlainCommand plain) {
                int end = arguments.tokens().indexOf("--"); // the first one: values are attached to their switch
                plain.accept(
                        new Given(command.verb(), arguments.tokens().subList(0, end)),
                        arguments.tokens().subList(end + 1, arguments.tokens().size()));
                return orInterrupted(plain.call());
            }
            return orInterrupted(PicocliRun.run(made, arguments.tokens(), context));
        }

        private ToolCommand choose(List<String> argv) throws UsageException {
            String first = argv.isEmpty() ? "" : argv.get(0);
            for (ToolCommand command : tool.commands()) {
                if (command.names(first)) {
                    return command;
                }
            }
            throw new UsageException(UsageException.Kind.UNKNOWN_VERB, first, "Unknown option '" + first + "'");
        }

        private int interrupted(Exception problem, boolean debug) {
            trace(problem, debug);
            if (context.cancellation().isCancelled()) {
                tool.errors().interrupted(context);
                return Interrupts.EXIT_CODE;
            }
            return problem instanceof IOException io
                    ? tool.errors().io(io, context)
                    : tool.errors().internal(problem, tool.name(), context);
        }

        private int orInterrupted(int code) {
            return context.cancellation().isCancelled() ? Interrupts.EXIT_CODE : code;
        }

        private void trace(Throwable problem, boolean debug) {
            if (debug) {
                problem.printStackTrace(context.err());
            }
        }
    }
}
