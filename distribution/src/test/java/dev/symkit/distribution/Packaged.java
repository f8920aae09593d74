// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tools of the exploded distribution, started by their launchers.
 *
 * @param directory where they run; what the user of this machine has configured does not count there
 * @param environment variables that they get besides those of this process
 */
record Packaged(Path directory, Map<String, String> environment) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Copies the map. */
    Packaged {
        environment = Map.copyOf(environment);
    }

    /** Without any settings. */
    static Packaged in(Path directory) {
        String none = directory.resolve("no-such-file").toString();
        return new Packaged(directory, Map.of())
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("SYMKIT_OPTS", "")
                .with("XDG_CONFIG_HOME", none)
                .with("XDG_CACHE_HOME", directory.resolve("default-cache").toString())
                .with("NETRC", none)
                .with("_NT_SYMBOL_PATH", "")
                .with("_NT_ALT_SYMBOL_PATH", "");
    }

    /** These with one variable more, or with another value of it. */
    Packaged with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Packaged(directory, more);
    }

    /** These for stores in buckets of a server that is reached at {@code endpoint}. */
    Packaged on(S3Server server, String endpoint) {
        Packaged tools = with("SYMKIT_OPTS", "-Dsymsrv.s3.endpoint=" + endpoint);
        for (Map.Entry<String, String> variable : server.environment().entrySet()) {
            tools = tools.with(variable.getKey(), variable.getValue());
        }
        return tools;
    }

    /** Runs one to its end. */
    ChildProcess.Result run(String tool, String... arguments) throws IOException, InterruptedException {
        return ChildProcess.run(spec(tool, arguments));
    }

    /** Starts one. */
    ChildProcess start(String tool, String... arguments) throws IOException {
        return ChildProcess.start(spec(tool, arguments));
    }

    /** How one is started. */
    ChildProcess.Spec spec(String tool, String... arguments) {
        return spec(List.of(), tool, arguments);
    }

    /** How one is started by another command. */
    ChildProcess.Spec spec(List<String> prefix, String tool, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Tree.exploded().resolve("bin").resolve(tool).toString());
        command.addAll(List.of(arguments));
        return new ChildProcess.Spec(command, directory, environment, LIMIT);
    }
}
