// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.Optional;

/** Standard input that is a terminal: it can be read without what is typed being shown. */
final class TerminalInput extends FilterInputStream {
    private final java.io.Console terminal;

    TerminalInput(InputStream in, java.io.Console terminal) {
        super(in);
        this.terminal = terminal;
    }

    /** A line that is shown; empty at the end of the input. */
    Optional<String> line() {
        return Optional.ofNullable(terminal.readLine());
    }

    /** A line that is not shown; empty at the end of the input. */
    Optional<String> secret() {
        return Optional.ofNullable(terminal.readPassword()).map(String::new);
    }
}
