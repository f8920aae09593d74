// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.dbh.module.Input;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Where command lines come from, and what commands read between them. */
interface LineSource extends Closeable, Input {
    /** The next command line; empty at the end. */
    Optional<String> command(String prompt) throws IOException;
}
