// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/** Text for people, with the line ends of the platform. Confined to the thread of the shell. */
final class TextOutput implements Output {
    private static final String LINE_END = System.lineSeparator();

    private final PrintStream out;
    private final PrintStream err;
    private final boolean colored;
    private final BooleanSupplier stopped;
    private final StringBuilder text = new StringBuilder();

    TextOutput(PrintStream out, PrintStream err, boolean colored, BooleanSupplier stopped) {
        this.out = out;
        this.err = err;
        this.colored = colored;
        this.stopped = stopped;
    }

    @Override
    public void line(String line) {
        out.println(colored ? Colors.line(line) : line);
    }

    @Override
    public void detail(String detail) {
        err.println(detail);
    }

    @Override
    public void row(Row row) {
        text.setLength(0);
        row.text(text);
        CharSequence shown = colored ? Colors.row(text) : text;
        if (LINE_END.length() == 1) {
            out.append(shown);
        } else {
            out.print(shown.toString().replace("\n", LINE_END));
        }
    }

    @Override
    public BooleanSupplier stopped() {
        return stopped;
    }
}
