// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Where command lines come from. */
interface LineSource extends Closeable {
    /** The next line; empty at the end. */
    Optional<String> next(String prompt) throws IOException;
}
