// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.command.Commands;
import dev.symkit.dbh.module.Surroundings;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A shell in a directory, whose answers are collected. */
public final class Answers implements Output, AutoCloseable {
    private final StringBuilder text = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private final Path folder;
    private final Session session;
    private final Shell shell;

    /** A shell without symbol path. */
    public Answers(Path folder) {
        this(folder, "");
    }

    /** A shell with a symbol path. */
    public Answers(Path folder, String symbolPath) {
        this.folder = folder;
        Map<String, String> properties = Map.of(
                "os.name",
                System.getProperty("os.name"),
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                folder.toString());
        Machine machine = new Machine(
                Map.of("_NT_SYMBOL_PATH", symbolPath), properties, folder, Clock.systemUTC(), Optional.empty());
        session = new Session(new Surroundings(machine, LookupListener.NONE), SymbolOptions.START, this);
        shell = new Shell(session, Commands.ALL);
    }

    /** The shell. */
    public Shell shell() {
        return shell;
    }

    /** The session. */
    public Session session() {
        return session;
    }

    /** What a line brings, without the empty line in front; the directory is shown as {@code DIR}, separators as slashes. */
    public String to(String line) {
        text.setLength(0);
        fields.clear();
        shell.answer(line);
        String all = text.toString().replace(folder.toString(), "DIR").replace('\\', '/');
        return all.startsWith("\n") ? all.substring(1) : all;
    }

    /** The fields of the rows of the last answer, {@code label=value}. */
    public List<String> fields() {
        return List.copyOf(fields);
    }

    /** Writes a file below the directory. */
    public Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

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
                fields.add(label + "=" + value);
            }

            @Override
            public void number(String label, long value) {
                fields.add(label + "=" + value);
            }

            @Override
            public void bool(String label, boolean value) {
                fields.add(label + "=" + value);
            }
        });
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
