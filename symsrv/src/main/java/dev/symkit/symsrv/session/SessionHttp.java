// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.path.NetrcFile;
import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.symsrv.auth.Prompter;
import dev.symkit.symsrv.auth.ProviderConfig;
import dev.symkit.symsrv.auth.Secret;
import dev.symkit.symsrv.auth.UserPassword;
import dev.symkit.symsrv.config.SymSrvConfig;
import dev.symkit.symsrv.http.FetcherConfig;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.http.JdkHttpFetcher;
import dev.symkit.symsrv.http.proxy.SystemProxies;
import dev.symkit.symsrv.settings.HttpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The HTTP side of a session.
 *
 * @param warnings hears what means nothing
 */
record SessionHttp(SessionRequest request, Machine machine, SymSrvConfig config, Consumer<String> warnings) {
    /** The fetcher. */
    HttpFetcher open() throws IOException {
        HttpSettings http = limited(config.http(), request);
        FetcherConfig fetching = FetcherConfig.in(machine.environment())
                .settings(http)
                .proxy(request.proxy())
                .jvmProxies(SystemProxies.selector())
                .login(login())
                .tls(config.tls())
                .jobs(request.jobs())
                .warnings(warnings)
                .build();
        try {
            return JdkHttpFetcher.open(fetching);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e); // option or variable names no proxy; the user's mistake
        }
    }

    /** No silence of a server is longer than the limit, and requests are repeated as often as the user said. */
    private static HttpSettings limited(HttpSettings http, SessionRequest request) {
        Optional<Duration> limit = request.timeout();
        return new HttpSettings(
                http.userAgent(),
                limit.map(time -> shorter(http.connectTimeout(), time)).orElse(http.connectTimeout()),
                limit.orElse(http.responseTimeout()),
                limit.orElse(http.idleTimeout()),
                http.totalTimeout(),
                http.minSpeed(),
                http.maxFileSize(),
                http.allowDowngrade(),
                http.retryAppHang(),
                request.retries().orElse(http.retries()),
                http.trace());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private LoginOptions login() {
        SymSrvConfig.Login login = config.login();
        Optional<Path> netrc = login.netrc()
                ? Optional.of(NetrcFile.usual(machine.environment(), Path.of(machine.property("user.home"))))
                : Optional.empty();
        List<Path> providers = new ArrayList<>(login.providers());
        ProviderConfig.find(machine.environment())
                .ifPresent(file -> providers.addAll(new ProviderConfig(warnings).programs(file)));
        Optional<Prompter> prompter = login.prompts() ? machine.prompt().map(SessionHttp::prompter) : Optional.empty();
        return new LoginOptions(login.allowHttp(), netrc, providers, prompter, Optional.empty());
    }

    private static Prompter prompter(PasswordPrompt prompt) {
        return (host, realm) -> {
            String place = host + realm.map(text -> " (" + text + ")").orElse("");
            synchronized (prompt) {
                return prompt.ask("User and password for " + place)
                        .map(answer -> new UserPassword(answer.user(), Secret.of(answer.password())));
            }
        };
    }
}
