// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a credential provider of the debuggers: {@code PROVIDER Get}, request lines {@code key=value} on its standard input, answer lines on
 * its standard output, each ended by an empty line. What it prints otherwise is dropped, never shown: it may hold secrets.
 *
 * <p>Source: Microsoft, "Program custom credential providers".
 */
final class ProviderProcess {
    private static final Duration SILENT = Duration.ofSeconds(15);
    private static final Duration INTERACTIVE = Duration.ofSeconds(60);
    private static final Duration EXIT = Duration.ofSeconds(2);
    private static final int MOST = 64 << 10;
    private static final String PARENT = "DBG_CREDENTIAL_PROVIDER_PARENT_HWND";
    private static final Set<String> KEYS =
            Set.of("protocol", "host", "path", "username", "password", "credentialkind", "header", "error");

    private final Path program;
    private final boolean silent;
    private final Map<String, String> environment;
    private final Duration limit;

    ProviderProcess(Path program, boolean silent, Map<String, String> environment) {
        this(program, silent, environment, silent ? SILENT : INTERACTIVE);
    }

    ProviderProcess(Path program, boolean silent, Map<String, String> environment, Duration limit) {
        this.program = program;
        this.silent = silent;
        this.environment = Map.copyOf(environment);
        this.limit = limit;
    }

    /** The program as messages name it. */
    String shown() {
        return "credential provider " + program.getFileName();
    }

    /** The answer, keys in lower case. */
    Map<String, String> get(AuthRequest request, boolean retry) throws AuthException {
        Process process = start();
        try {
            FutureTask<String> output = reader(process.getInputStream());
            write(process.getOutputStream(), input(request, retry));
            String text = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            process.waitFor(EXIT.toNanos(), TimeUnit.NANOSECONDS);
            return parse(text);
        } catch (TimeoutException e) {
            throw new AuthException(shown() + " did not answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new AuthException(shown() + ": its answer cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthException(shown() + " was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() throws AuthException {
        try {
            return new ProcessBuilder(program.toString(), "Get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AuthException(shown() + " cannot be started");
        }
    }

    private String input(AuthRequest request, boolean retry) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        String parent = windows ? environment.getOrDefault(PARENT, "0") : "0";
        return "protocol=" + request.scheme() + "\nhost=" + request.authority() + "\npath=" + request.path()
                + "\nresourceKind=symbols\nisretry=" + retry + "\nissilent=" + silent + "\ninteractive="
                + (silent ? 0 : 1) + "\nparenthwnd=" + parent + "\n\n";
    }

    private static void write(OutputStream out, String text) {
        try (out) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A provider that answers without reading closes its end. What it prints says whether that matters.
            return;
        }
    }

    private static FutureTask<String> reader(InputStream in) {
        FutureTask<String> task = new FutureTask<>(() -> read(in));
        Thread thread = new Thread(task, "symsrv-credential-provider");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** The output up to an empty line after a known key, its end or the limit. Some providers print blank lines of chatter first. */
    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean answered = false;
        int b = in.read();
        for (int count = 0; b >= 0 && count < MOST; count++, b = in.read()) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            String read = line.toString(StandardCharsets.UTF_8);
            if (read.isBlank() && answered) {
                return text.toString();
            }
            answered |= isAnswer(read);
            text.append(read).append('\n');
            line.reset();
        }
        return text + line.toString(StandardCharsets.UTF_8);
    }

    private static boolean isAnswer(String line) {
        int equals = line.indexOf('=');
        return equals > 0 && KEYS.contains(line.substring(0, equals).strip().toLowerCase(Locale.ROOT));
    }

    static Map<String, String> parse(String text) {
        Map<String, String> found = new HashMap<>();
        for (String line : text.split("\\R", -1)) {
            if (isAnswer(line)) {
                int equals = line.indexOf('=');
                found.put(line.substring(0, equals).strip().toLowerCase(Locale.ROOT), line.substring(equals + 1));
            }
        }
        return found;
    }
}
