// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A verb that is known and not supported yet, whatever its options are. */
@Command
final class LaterVerb implements Callable<Integer> {
    private final String verb;

    @Unmatched
    List<String> ignored = new ArrayList<>();

    LaterVerb(String verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() throws UsageException {
        throw UsageException.rule("'" + verb + "' is not supported yet.");
    }
}
