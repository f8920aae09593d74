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
    private final BooleanSupplier stopped;
    private final StringBuilder text = new StringBuilder();

    TextOutput(PrintStream out, BooleanSupplier stopped) {
        this.out = out;
        this.stopped = stopped;
    }

    @Override
    public void line(String line) {
        out.println(line);
    }

    @Override
    public void row(Row row) {
        text.setLength(0);
        row.text(text);
        if (LINE_END.length() == 1) {
            out.append(text);
        } else {
            out.print(text.toString().replace("\n", LINE_END));
        }
    }

    @Override
    public BooleanSupplier stopped() {
        return stopped;
    }
}
