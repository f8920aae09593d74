// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.command.Commands;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.Surroundings;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A shell for tests, whose answers are texts. */
final class ShellFixture implements AutoCloseable {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> fields = new HashMap<>();
    private final Session session;
    private final Shell shell;

    ShellFixture(Path directory) {
        Map<String, String> properties =
                Map.of("os.name", "Linux", "user.home", directory.toString(), "java.io.tmpdir", directory.toString());
        Machine machine = new Machine(Map.of(), properties, directory, Clock.systemUTC(), Optional.empty());
        session = new Session(new Surroundings(machine, LookupListener.NONE), SymbolOptions.START, output());
        shell = new Shell(session, Commands.ALL);
    }

    private Output output() {
        return new Output() {
            @Override
            public void line(String line) {
                text.append(line).append('\n');
            }

            @Override
            public void row(Row row) {
                row.text(text);
                row.fields(new Row.Fields() {
                    @Override
                    public void text(String label, String value) {
                        fields.put(label, value);
                    }

                    @Override
                    public void number(String label, long value) {
                        fields.put(label, Long.toHexString(value));
                    }

                    @Override
                    public void bool(String label, boolean value) {
                        fields.put(label, String.valueOf(value));
                    }
                });
            }

            @Override
            public BooleanSupplier stopped() {
                return () -> false;
            }
        };
    }

    /** Loads a file. */
    ShellFixture load(String target) throws LoadException, IOException {
        session.load(target);
        return this;
    }

    Session session() {
        return session;
    }

    LoadedModule module() {
        return session.current().orElseThrow();
    }

    /** What the shell answers, without the empty line before it. */
    String ask(String line) {
        text.setLength(0);
        fields.clear();
        shell.answer(line);
        return text.substring(text.charAt(0) == '\n' ? 1 : 0);
    }

    /** The fields of the last row of the last answer, numbers in hexadecimal. */
    Map<String, String> fields() {
        return fields;
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
