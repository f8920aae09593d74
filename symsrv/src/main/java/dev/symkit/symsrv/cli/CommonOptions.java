// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.LoginPrompt;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.session.PasswordPrompt;
import dev.symkit.symsrv.session.SessionRequest;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all verbs that look something up. */
final class CommonOptions {
    private static final int MOST_JOBS = 256;
    private static final int MOST_SECONDS = 1_000_000;

    @Option(names = "-y")
    @Nullable
    String symbolPath;

    @Option(names = {"-j", "--jobs"})
    @Nullable
    Integer jobs;

    @Option(names = "--ini")
    @Nullable
    String ini;

    @Option(names = "--proxy")
    @Nullable
    String proxy;

    @Option(names = "--home")
    @Nullable
    String home;

    @Option(names = "--timeout")
    @Nullable
    Integer timeout;

    @Option(names = "--map")
    List<String> mounts = new ArrayList<>();

    @Option(names = "--noisy")
    boolean noisy;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--quiet")
    boolean quiet;

    @Option(names = "--offline")
    boolean offline;

    @Option(names = "--refresh")
    boolean refresh;

    @Option(names = "--overwrite")
    boolean overwrite;

    @Option(names = "--no-copy")
    boolean noCopy;

    @Option(names = "--secure")
    boolean secure;

    /** A client that tells the listener, and the warnings of its settings on standard error. */
    ClientSession open(ToolContext context, Map<String, String> properties, LookupListener listener)
            throws UsageException, IOException {
        for (String pair : mounts) {
            if (!ClientSession.isMount(pair)) {
                throw UsageException.rule("Invalid value '" + pair + "' for '--map'.");
            }
        }
        LookupOptions options = LookupOptions.builder()
                .offline(offline)
                .refresh(refresh)
                .overwrite(overwrite)
                .noCopy(noCopy)
                .secure(secure)
                .build();
        Optional<Duration> limit = timeout == null
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(within("--timeout", timeout, MOST_SECONDS)));
        SessionRequest request = new SessionRequest(
                text(symbolPath),
                false,
                text(ini),
                text(home),
                Optional.ofNullable(proxy),
                mounts,
                limit,
                OptionalInt.empty(),
                jobs == null ? 0 : within("--jobs", jobs, MOST_JOBS),
                options,
                listener);
        Optional<PasswordPrompt> prompt = LoginPrompt.at(context).map(CommonOptions::prompt);
        Machine machine =
                new Machine(context.environment(), properties, context.workingDirectory(), context.clock(), prompt);
        ClientSession session;
        try {
            session = ClientSession.open(request, machine);
        } catch (ClientSession.BadPath e) {
            throw UsageException.rule(String.valueOf(e.getMessage()));
        }
        session.warnings().forEach(warning -> SymSrvErrors.message(context, warning));
        return session;
    }

    private static PasswordPrompt prompt(LoginPrompt terminal) {
        return question ->
                terminal.ask(question).map(answer -> new PasswordPrompt.Answer(answer.user(), answer.password()));
    }

    private static int within(String option, int value, int most) throws UsageException {
        if (value < 1 || value > most) {
            throw UsageException.rule("Invalid value '" + value + "' for '" + option + "'.");
        }
        return value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Whether the trace is wanted. */
    boolean traces(ToolContext context) {
        return noisy || "1".equals(context.environment().get("SYMSRV_NOISY"));
    }
}
