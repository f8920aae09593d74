// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfPages;
import java.io.IOException;

/** Goes through a whole PDB and hands on all leaks, page by page and record by record; keeps none. */
final class LeakScan {
    private LeakScan() {}

    static void run(ByteSource file, LeakSink sink) throws IOException {
        MsfFile msf = MsfFile.open(file);
        MsfPages pages = MsfPages.read(msf);
        new PageLeaks(file, msf, sink).scan(pages);
        new StreamLeaks(msf, pages, sink).scan();
    }
}
