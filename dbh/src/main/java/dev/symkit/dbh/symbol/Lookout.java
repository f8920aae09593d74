// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Asks now and then whether the user wants a search to stop, so that one which finds nothing can be stopped too. Cheap enough for every record.
 * Confined to one thread.
 */
public final class Lookout {
    private static final int RECORDS_BETWEEN = 1 << 12;

    private final BooleanSupplier stopped;
    private int records;

    /** A lookout that asks this. */
    public Lookout(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    /**
     * To be called for each record that a search looks at.
     *
     * @throws CancellationException if the user wants no more
     */
    public void pass() {
        if (++records % RECORDS_BETWEEN == 0 && stopped.getAsBoolean()) {
            throw new CancellationException();
        }
    }
}
