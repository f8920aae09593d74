// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.PlainCommand;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.dbh.Completions;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.Shell;
import dev.symkit.dbh.command.Commands;
import dev.symkit.dbh.command.ModuleCommands;
import dev.symkit.dbh.command.SessionCommands;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.module.Surroundings;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.symsrv.session.Machine;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code dbh}: one command, or those that are typed or come through a pipe. */
final class DbhCommand implements PlainCommand {
    private static final String HISTORY = ".dbh_history";
    private static final int ROWS_BETWEEN_LOOKS = 256;

    private final ToolContext context;
    private final Map<String, String> properties;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicBoolean noisy = new AtomicBoolean();
    private @Nullable DbhOptions options;
    private @Nullable LineSource source;
    private int rows;

    DbhCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public void accept(Given given, List<String> operands) throws UsageException {
        options = DbhOptions.of(given, operands, context);
    }

    @Override
    public Integer call() throws IOException {
        DbhOptions given = Objects.requireNonNull(options);
        if (given.listing()) {
            DbhHelp.TEXT.lines().forEach(context.out()::println);
            context.out().println();
            Commands.help(context.out()::println);
            return DbhErrors.OK;
        }
        Machine machine = new Machine(
                context.environment(), properties, context.workingDirectory(), context.clock(), Optional.empty());
        SymbolOptions start =
                (given.decorated() ? SymbolOptions.DECORATED : SymbolOptions.START).in(given.demangling());
        boolean bars = !given.quiet() && !given.noisy() && !given.json();
        try (Watcher watcher = new Watcher(context, noisy::get, bars, this::isCancelled);
                Session session = new Session(
                        new Surroundings(machine, watcher, this::nextLine), start, output(given, watcher))) {
            return run(given, session, watcher);
        }
    }

    /** What a command reads: it comes from where command lines come from. */
    private Optional<String> nextLine() throws IOException {
        return lines().next();
    }

    private Output output(DbhOptions given, Watcher watcher) {
        BooleanSupplier stopped = this::isStopped;
        Output output = given.json()
                ? new JsonOutput(context.out(), context.err(), stopped)
                : new TextOutput(context.out(), context.err(), isColored(given), stopped);
        return new OutputWithoutBar(output, watcher);
    }

    private boolean isColored(DbhOptions given) {
        return given.colors()
                && Colors.areSeen(context, properties, given.commands().isEmpty());
    }

    /** Whether the user wants no more, or nobody reads any more; the latter is looked at now and then only, for it flushes. */
    private boolean isStopped() {
        rows++;
        boolean gone = rows % ROWS_BETWEEN_LOOKS == 0 && context.out().checkError();
        return gone || isCancelled();
    }

    private boolean isCancelled() {
        return interrupted.get() || context.cancellation().isCancelled();
    }

    private int run(DbhOptions given, Session session, Watcher watcher) throws IOException {
        if (given.noisy()) {
            session.setOptions(session.options().with(SymbolOptions.DEBUG));
            noisy.set(true);
            SessionCommands.tellVerbose(session);
        }
        session.setStopAtFirst(given.firstOnly());
        session.setBase(given.base());
        if (given.path().isPresent()) {
            session.setSymbolPath(given.path().get());
            SessionCommands.tellPath(session);
        }
        if (given.process().isPresent()) {
            int code = attach(session, given.process().getAsLong());
            if (code != DbhErrors.OK) {
                return code;
            }
        }
        if (given.target().isPresent()) {
            try {
                session.load(given.target().get());
            } catch (LoadException e) {
                e.tell(session.out());
                return DbhErrors.FAILED;
            }
        }
        Shell shell = new Shell(session, Commands.ALL);
        return given.commands().isEmpty() ? converse(session, shell, watcher) : batch(given, session, shell);
    }

    /** Says why it does not work, and gives the exit code. */
    private int attach(Session session, long process) {
        try {
            session.attach(process);
            ModuleCommands.tellModules(session);
            return DbhErrors.OK;
        } catch (NoSuchFileException e) {
            context.out().println("there is no process " + process);
            return DbhErrors.FAILED;
        } catch (AccessDeniedException e) {
            context.out().println("process " + process + " may not be read");
            return DbhErrors.FAILED;
        } catch (IOException e) {
            context.out().println(e.getMessage());
            return DbhErrors.USAGE;
        }
    }

    private int batch(DbhOptions given, Session session, Shell shell) {
        boolean known = true;
        for (String command : given.commands()) {
            known &= answer(session, shell, command);
            if (session.ended()) {
                break;
            }
        }
        return known ? DbhErrors.OK : DbhErrors.FAILED;
    }

    /** Whether the command was a known one. What it says of the trace holds from the next one on. */
    private boolean answer(Session session, Shell shell, String line) {
        boolean known = shell.answer(line);
        noisy.set(session.options().has(SymbolOptions.DEBUG));
        return known;
    }

    private int converse(Session session, Shell shell, Watcher watcher) throws IOException {
        try (LineSource lines = context.interactive() ? terminal(session, shell) : lines()) {
            source = lines;
            while (!session.ended() && !context.out().checkError()) {
                watcher.close();
                Optional<String> line = lines.command(shell.prompt());
                if (line.isEmpty()) {
                    break;
                }
                answer(session, shell, line.get());
            }
        }
        return DbhErrors.OK;
    }

    /** Where lines come from; if there is none yet, the plain standard input. */
    private LineSource lines() {
        LineSource known = source;
        if (known == null) {
            boolean prompts = Objects.requireNonNull(options).prompts();
            known = new PlainLines(context.in(), context.out(), prompts);
            source = known;
        }
        return known;
    }

    private LineSource terminal(Session session, Shell shell) throws IOException {
        Completions completions = new Completions(session, shell.entries());
        return new TerminalLines(history(), completions::of, interrupted);
    }

    private Optional<Path> history() {
        String home = properties.getOrDefault("user.home", "");
        try {
            return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, HISTORY));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
