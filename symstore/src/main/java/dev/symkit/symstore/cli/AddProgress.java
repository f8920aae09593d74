// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.symstore.files.AddFiles;
import java.io.PrintStream;

/** What an add shows while it runs. */
final class AddProgress extends ReadingProgress implements AddFiles.Listener {
    private final PrintStream out;
    private final boolean showsId;
    private final boolean verbose;

    /** @param showsId whether the number of the transaction is printed */
    AddProgress(ToolContext context, StoreOptions common, boolean showsId, PrintStream out) {
        super(context, common, out);
        this.out = out;
        this.showsId = showsId && !common.json;
        this.verbose = common.verbose;
    }

    @Override
    public void started(long files, long bytes) {
        begin("Storing", files, bytes);
    }

    @Override
    public void progress(long files, long bytes) {
        add(files, bytes);
    }

    @Override
    public void committed(String id) {
        close();
        if (showsId) {
            if (verbose) {
                SymStoreErrors.message(out, "LastId.txt reported id " + Long.parseLong(id));
                SymStoreErrors.message(out, "Final id is " + id);
            }
            super.committed(id);
        }
    }
}
