// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.symstore.TransactionListener;
import java.io.PrintStream;

/** The lines that a verb prints while it makes transactions; none under {@code --json}. */
class TransactionLines implements TransactionListener {
    private final StoreOptions common;
    private final PrintStream out;

    TransactionLines(StoreOptions common, PrintStream out) {
        this.common = common;
        this.out = out;
    }

    @Override
    public void waiting(String holder) {
        if (common.verbose && !common.json) {
            SymStoreErrors.message(out, "Waiting for the store's lock, held by " + holder);
            out.flush();
        }
    }

    @Override
    public void committed(String id) {
        if (!common.json) {
            out.println("Finding ID...  " + id);
            out.flush();
        }
    }
}
