// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The machine this process runs on. Immutable. */
public final class LocalHost implements Host {
    private static final int TIMEOUT_SECONDS = 20;
    private static final int MAX_OUTPUT = 1 << 24;

    private final String system;

    /** @param system the system property {@code os.name} */
    public LocalHost(String system) {
        this.system = system.toLowerCase(Locale.ROOT);
    }

    @Override
    public Family family() {
        if (system.startsWith("windows")) {
            return Family.WINDOWS;
        }
        if (system.startsWith("mac")) {
            return Family.MAC;
        }
        return system.equals("linux") ? Family.LINUX : Family.OTHER;
    }

    @Override
    public String read(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Answer run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (InputStream in = process.getInputStream()) {
            String output = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command.get(0));
        } finally {
            process.destroyForcibly();
        }
    }
}
