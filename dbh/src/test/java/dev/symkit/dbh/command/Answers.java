// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Session;
import dev.symkit.dbh.Shell;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A session with one file, whose answers are kept as lines and as fields of rows. */
final class Answers implements Output, Closeable {
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Session session;
    private final Shell shell;

    private Answers(long base) {
        Machine machine = new Machine(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", "/nowhere"),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                Optional.empty());
        session = new Session(new Surroundings(machine, LookupListener.NONE), SymbolOptions.START, this);
        session.setBase(base);
        shell = new Shell(session, Commands.ALL);
    }

    static Answers none() {
        return new Answers(Session.DEFAULT_BASE);
    }

    static Answers of(Path file, long base) throws LoadException, IOException {
        Answers answers = new Answers(base);
        answers.session.load(file.toAbsolutePath().toString());
        return answers;
    }

    Session session() {
        return session;
    }

    /** The lines of an answer, without the empty one in front. */
    List<String> to(String command) {
        lines.clear();
        rows.clear();
        if (!shell.answer(command)) {
            throw new AssertionError("unknown command: " + command);
        }
        return List.copyOf(lines.subList(1, lines.size()));
    }

    /** The fields of the rows of an answer. */
    List<Map<String, Object>> rows(String command) {
        to(command);
        return List.copyOf(rows);
    }

    /** A field of a row. */
    static long number(Map<String, Object> row, String label) {
        return row.get(label) instanceof Long value ? value : -1;
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public void row(Row row) {
        StringBuilder text = new StringBuilder();
        row.text(text);
        text.toString().lines().forEach(lines::add);
        Map<String, Object> fields = new LinkedHashMap<>();
        row.fields(new Row.Fields() {
            @Override
            public void text(String label, String value) {
                fields.put(label, value);
            }

            @Override
            public void number(String label, long value) {
                fields.put(label, value);
            }

            @Override
            public void bool(String label, boolean value) {
                fields.put(label, value);
            }
        });
        rows.add(fields);
    }

    @Override
    public BooleanSupplier stopped() {
        return () -> false;
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
