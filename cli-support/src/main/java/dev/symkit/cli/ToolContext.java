// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Everything a tool may know of the process it runs in. Only {@link ToolMain#main} fills it from {@code System}; tests fill it with
 * their own. Immutable; the streams for output are thread-safe, the one for input is not.
 *
 * @param out standard output; {@code println} ends lines as the platform does, text that its charset cannot express becomes
 *     {@code ?}, {@code write} takes bytes as they are
 * @param err standard error, likewise
 * @param in standard input, as bytes
 * @param environment the environment variables
 * @param workingDirectory what relative paths start from; absolute
 * @param clock the time, with the zone of all dates that are shown or recorded
 * @param interactive whether a person sits at a terminal: a question gets an answer, and a progress bar is seen
 * @param cancellation the wish of that person to stop
 */
public record ToolContext(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        Path workingDirectory,
        Clock clock,
        boolean interactive,
        Cancellation cancellation) {

    /** Copies the map. */
    public ToolContext {
        environment = Map.copyOf(environment);
    }

    /** This context with another standard output, such as a log file. */
    public ToolContext withOut(PrintStream newOut) {
        return new ToolContext(newOut, err, in, environment, workingDirectory, clock, interactive, cancellation);
    }

    /**
     * The absolute, normalised path that {@code text} names.
     *
     * @throws InvalidPathException if the platform has no such name
     */
    public Path resolve(String text) {
        return workingDirectory.resolve(text).normalize();
    }

    /** Whether {@code text} names an existing file or directory; false for text that cannot be a path. */
    public boolean exists(String text) {
        try {
            return Files.exists(resolve(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
