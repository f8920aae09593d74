// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Fills a command from its canonical tokens and calls it. The only class here that loads picocli. */
final class PicocliRun {
    private PicocliRun() {}

    /**
     * Runs a command.
     *
     * @return its exit code
     * @throws UsageException if picocli refuses a value, or the command throws a {@link ParameterException} itself
     * @throws Exception whatever else the command throws
     */
    static int run(Callable<Integer> command, List<String> tokens, ToolContext context) throws Exception {
        CommandLine line = new CommandLine(command)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false)
                .setAllowOptionsAsOptionParameters(true)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setTrimQuotes(false)
                .setInterpolateVariables(false);
        try {
            line.parseArgs(tokens.toArray(new String[0]));
            return command.call();
        } catch (ParameterException e) {
            throw new UsageException(UsageException.Kind.INVALID_VALUE, "", String.valueOf(e.getMessage()));
        }
    }
}
