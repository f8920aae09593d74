// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** One JSON object for each row; what is not a row goes to standard error. Confined to the thread of the shell. */
final class JsonOutput implements Output {
    private final PrintStream out;
    private final PrintStream err;
    private final BooleanSupplier stopped;

    JsonOutput(PrintStream out, PrintStream err, BooleanSupplier stopped) {
        this.out = out;
        this.err = err;
        this.stopped = stopped;
    }

    @Override
    public void line(String line) {
        if (!line.isEmpty()) {
            out.flush();
            err.println(line);
        }
    }

    @Override
    public void detail(String text) {
        line(text);
    }

    @Override
    public void caption(String text) {
        // the labels of the fields say it
    }

    @Override
    public void row(Row row) {
        try {
            JsonOut.write(out, json -> row.fields(new Fields(json)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }

    @Override
    public BooleanSupplier stopped() {
        return stopped;
    }

    /** Writes fields to an object. */
    private record Fields(JsonOut json) implements Row.Fields {
        @Override
        public void text(String label, String value) {
            write(() -> json.text(label, value));
        }

        @Override
        public void number(String label, long value) {
            write(() -> json.number(label, value));
        }

        @Override
        public void bool(String label, boolean value) {
            write(() -> json.bool(label, value));
        }

        private static void write(Step step) {
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Writes one field. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
