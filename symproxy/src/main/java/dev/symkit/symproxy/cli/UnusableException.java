// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import java.io.IOException;
import java.util.List;

/** A configuration that cannot be used. Ends the run with exit code 2, each problem on a line of its own. */
final class UnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a list made by List.copyOf
    private final List<String> problems;

    UnusableException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
