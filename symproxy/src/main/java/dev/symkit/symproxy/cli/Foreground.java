// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.SystemProperties;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.config.ConfigProblem;
import dev.symkit.symproxy.config.ConfigSource;
import dev.symkit.symproxy.config.LogKeys;
import dev.symkit.symproxy.observe.LogSetup;
import dev.symkit.symproxy.server.ProxyRun;
import dev.symkit.symproxy.server.ProxyServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** A server that runs until a signal ends it. */
final class Foreground {
    private final ToolContext context;
    private final boolean quiet;

    Foreground(ToolContext context, boolean quiet) {
        this.context = context;
        this.quiet = quiet;
    }

    /** Serves; ends with the exit code. */
    int run(ConfigSource source, Path data) throws IOException {
        ConfigLoader.Loaded loaded = load(source);
        for (ConfigProblem problem : loaded.problems()) {
            SymProxyErrors.say(context, (problem.fatal() ? "" : "warning: ") + problem);
        }
        if (!loaded.isUsable()) {
            return SymProxyErrors.CONFIGURATION;
        }
        LogSetup.properties(loaded.configuration().get(LogKeys.LEVEL)).forEach(System::setProperty);
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        CompletableFuture<ProxyServer> serving = new CompletableFuture<>();
        register(stopped, serving); // before anybody hears that it serves
        ProxyRun run = new ProxyRun(source, data, SystemProperties.texts(), context.out(), ToolMain.version());
        try (ProxyServer server = run.start(loaded.configuration())) {
            serving.complete(server);
            if (!quiet) {
                context.err().println("symproxy: serving at " + String.join(", ", server.urls()));
            }
            await(CompletableFuture.anyOf(stopped, server.ended()));
            server.drain();
        }
        return 0;
    }

    private static void register(CompletableFuture<Void> stopped, CompletableFuture<ProxyServer> serving) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable stop = () -> {
            if (told.getAndSet(true)) {
                ToolMain.endAtOnce();
            }
            stopped.complete(null);
        };
        Signals.register("TERM", stop);
        Signals.register("INT", stop);
        Signals.register("HUP", () -> {
            CompletableFuture<Void> unused = serving.thenAccept(Foreground::reload);
        });
    }

    private static ConfigLoader.Loaded load(ConfigSource source) throws UnusableException {
        try {
            return source.load();
        } catch (IOException e) {
            throw (UnusableException) new UnusableException(List.of(SymProxyErrors.text(e))).initCause(e);
        }
    }

    /** Waits for the end, or for a signal that came before ours were registered. */
    private void await(CompletableFuture<Object> end) {
        while (!end.isDone() && !context.cancellation().isCancelled()) {
            CompletableFuture<Object> soon = new CompletableFuture<>();
            CompletableFuture.anyOf(end, soon.completeOnTimeout("", 1, TimeUnit.SECONDS))
                    .join();
        }
    }

    private static void reload(ProxyServer server) {
        try {
            server.reload();
        } catch (IOException e) {
            return; // the log of events says why it stays as it was
        }
    }
}
