// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.io.IOException;

/** Takes leaks one by one. */
@FunctionalInterface
interface LeakSink {
    void found(LeakRange range) throws IOException;
}
