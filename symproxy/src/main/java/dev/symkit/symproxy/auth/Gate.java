// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.auth.Credentials.Proof;
import dev.symkit.symproxy.config.AuthKeys;
import dev.symkit.symproxy.config.AuthKeys.Means;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets in who may come in, as {@code [auth]} and {@code [server]} say (symproxy.md 13, 8.3). Of several means for a role any is enough. A
 * token allows what its role does: admin everything, upload reading too. Thread-safe.
 */
public final class Gate implements Access {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String CONTROL = "Cache-Control";
    private static final String CHALLENGE = "WWW-Authenticate";

    private final Map<Role, Set<Means>> means;
    private final boolean hide;
    private final Credentials credentials;
    private final Clients clients;
    private final RateLimit limit;
    private final Consumer<String> failedScheme;

    private Gate(Configuration configuration, Credentials credentials, Consumer<String> failedScheme, Ticker ticker) {
        this.means = new EnumMap<>(Role.class);
        means.put(Role.READ, EnumSet.copyOf(configuration.get(AuthKeys.READ)));
        means.put(Role.UPLOAD, EnumSet.copyOf(configuration.get(AuthKeys.UPLOAD)));
        means.put(Role.ADMIN, EnumSet.copyOf(configuration.get(AuthKeys.ADMIN)));
        this.hide = configuration.get(AuthKeys.HIDE);
        this.credentials = credentials;
        this.clients = new Clients(configuration.get(ServerKeys.TRUST_FORWARDED));
        this.limit = new RateLimit(
                configuration.get(ServerKeys.RATE_PER_IP), configuration.get(ServerKeys.BURST_PER_IP), ticker);
        this.failedScheme = failedScheme;
    }

    /**
     * A gate for a configuration.
     *
     * @param dataDirectory where a relative {@code tokensFile} is
     * @param failedScheme hears of each request that is refused for what it carries: {@code basic}, {@code bearer}, {@code auth-token},
     *     {@code path}, {@code mtls} or {@code other}, or {@code none} if it carries nothing
     * @throws IOException if the file of the tokens or that of the users cannot be read; the message names it
     */
    public static Gate of(Configuration configuration, Path dataDirectory, Consumer<String> failedScheme, Ticker ticker)
            throws IOException {
        return of(configuration, dataDirectory, failedScheme, ticker, InstantSource.system());
    }

    static Gate of(
            Configuration configuration,
            Path dataDirectory,
            Consumer<String> failedScheme,
            Ticker ticker,
            InstantSource clock)
            throws IOException {
        TokensFile file = tokensFile(configuration, dataDirectory);
        Optional<Path> usersFile = configuration.find(AuthKeys.USERS_FILE);
        Optional<Users> users =
                usersFile.isPresent() ? Optional.of(new Users(usersFile.get(), ticker)) : Optional.empty();
        Credentials credentials =
                new Credentials(new TokenStore(file, ticker, clock), users, configuration.get(AuthKeys.TOKEN_IN_PATH));
        return new Gate(configuration, credentials, failedScheme, ticker);
    }

    /** The file of the tokens that a configuration names. */
    public static TokensFile tokensFile(Configuration configuration, Path dataDirectory) {
        return new TokensFile(dataDirectory.resolve(configuration.get(AuthKeys.TOKENS_FILE)));
    }

    @Override
    public Decision decide(Role role, Request request, Optional<String> token) {
        Set<Means> wanted = means.getOrDefault(role, Set.of());
        if (wanted.contains(Means.ANONYMOUS)) {
            return Decision.ANYBODY;
        }
        List<Proof> proofs = credentials.of(request, token);
        String scheme = "none";
        boolean known = false;
        for (Proof proof : proofs) {
            boolean enough =
                    proof.role().filter(most -> most.compareTo(role) < 0).isEmpty();
            boolean counts = proof.means().stream().anyMatch(wanted::contains);
            if (proof.right() && counts && enough) {
                return new Decision(Optional.empty(), proof.user().orElse(""));
            }
            // a token that allows enough but may not come this way can come another way; a certificate comes unasked
            boolean lacking = !enough || proof.role().isEmpty();
            known |= proof.right() && lacking && !proof.means().contains(Means.MTLS);
            scheme = scheme.equals("none") ? proof.scheme() : scheme;
        }
        failedScheme.accept(scheme);
        return new Decision(Optional.of(refusal(role, wanted, known)), "");
    }

    private Response refusal(Role role, Set<Means> wanted, boolean known) {
        if (hide && role == Role.READ) {
            // as if the file were missing
            return Response.text(NOT_FOUND, "not found").with(CONTROL, "no-cache");
        }
        if (known) {
            return Response.text(FORBIDDEN, "not allowed").with(CONTROL, "no-store");
        }
        Response response =
                Response.text(UNAUTHORIZED, "credentials are needed").with(CONTROL, "no-store");
        boolean tokens = wanted.contains(Means.TOKEN);
        if (tokens || wanted.contains(Means.BASIC)) {
            response = response.with(CHALLENGE, "Basic realm=\"symbols\"");
        }
        return tokens ? response.with(CHALLENGE, "Bearer realm=\"symbols\"") : response;
    }

    @Override
    public String client(Request request) {
        return clients.of(request);
    }

    @Override
    public Optional<Duration> tooMany(String client) {
        return limit.take(client);
    }
}
