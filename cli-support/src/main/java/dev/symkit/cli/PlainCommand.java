// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A command that reads its few options itself. Picocli is not loaded for it, which is two thirds of the time that a small tool takes
 * to start.
 */
public interface PlainCommand extends Callable<Integer> {
    /**
     * Takes the command line, once, before {@link #call}.
     *
     * @param given the switches
     * @param operands what is no switch, in the order of the command line
     * @throws UsageException if a value or the combination is not possible
     */
    void accept(Given given, List<String> operands) throws UsageException;
}
