// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.command.Commands;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.module.Surroundings;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A session whose answers are collected as lines. */
final class Transcript implements Closeable {
    private final List<String> lines = new ArrayList<>();
    private final Session session;
    private final Shell shell;
    private boolean stopping;

    Transcript(Path directory, long base) {
        Machine machine = new Machine(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", directory.toString()),
                directory,
                Clock.systemUTC(),
                Optional.empty());
        session = new Session(new Surroundings(machine, LookupListener.NONE), SymbolOptions.START, new Lines());
        session.setBase(base);
        shell = new Shell(session, Commands.ALL);
    }

    private final class Lines implements Output {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void row(Row row) {
            StringBuilder text = new StringBuilder();
            row.text(text);
            text.toString().lines().forEach(lines::add);
        }

        @Override
        public BooleanSupplier stopped() {
            return () -> stopping;
        }
    }

    /** Loads a file. */
    Transcript load(String target) throws LoadException, IOException {
        session.load(target);
        return this;
    }

    /** From now on the user wants whatever runs to stop. */
    void stop() {
        stopping = true;
    }

    /** The session. */
    Session session() {
        return session;
    }

    /** The lines of an answer, without the empty one in front. */
    List<String> ask(String command) {
        lines.clear();
        if (!shell.answer(command)) {
            throw new AssertionError("unknown command: " + command);
        }
        List<String> answer = List.copyOf(lines);
        return answer.subList(answer.isEmpty() ? 0 : 1, answer.size());
    }

    /** The value of a field in the record that answers. */
    String field(String command, String label) {
        return ask(command).stream()
                .filter(line -> line.strip().startsWith(label + " :"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The names that a table lists. */
    List<String> names(String command) {
        return ask(command).stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(" : ") + 5))
                .toList();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
