// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Fills a command from its canonical tokens and calls it. The only class here that loads picocli. */
final class PicocliRun {
    /** Stands for the {@code --} that ends the options: picocli refuses its delimiter as a value, and no argument holds a NUL. */
    private static final String END_OF_OPTIONS = "\0";

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
                .setInterpolateVariables(false)
                .setEndOfOptionsDelimiter(END_OF_OPTIONS);
        String[] canonical = tokens.toArray(new String[0]);
        canonical[tokens.indexOf("--")] = END_OF_OPTIONS; // the first one: values are attached to their switch
        try {
            line.parseArgs(canonical);
            return command.call();
        } catch (ParameterException e) {
            throw new UsageException(UsageException.Kind.INVALID_VALUE, "", text(e));
        }
    }

    private static String text(ParameterException problem) {
        if (problem.getArgSpec() instanceof OptionSpec option && problem.getValue() != null) {
            return "Invalid value '" + problem.getValue() + "' for '" + option.longestName() + "'";
        }
        return String.valueOf(problem.getMessage());
    }
}
