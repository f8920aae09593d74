// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.dbh.show.Output;
import dev.symkit.dbh.show.Row;
import java.util.function.BooleanSupplier;

/**
 * Takes the progress bar away before anything is written, so that the two do not share a line of the terminal.
 *
 * @param to what writes
 * @param watcher what shows the bar
 */
record OutputWithoutBar(Output to, Watcher watcher) implements Output {
    @Override
    public void line(String text) {
        watcher.close();
        to.line(text);
    }

    @Override
    public void caption(String text) {
        watcher.close();
        to.caption(text);
    }

    @Override
    public void detail(String text) {
        watcher.close();
        to.detail(text);
    }

    @Override
    public void row(Row row) {
        watcher.close();
        to.row(row);
    }

    @Override
    public BooleanSupplier stopped() {
        return to.stopped();
    }
}
