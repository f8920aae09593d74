// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.auth.ApiToken;
import dev.symkit.symproxy.auth.Gate;
import dev.symkit.symproxy.auth.TokensFile;
import dev.symkit.symproxy.config.AuthKeys;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.ValueType;
import dev.symkit.symproxy.serve.Access.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code symproxy token}: makes, lists and revokes the tokens of the API. */
@Command(name = "token")
final class TokenCommand implements Callable<Integer> {
    private static final String NAME = "A name has up to 64 letters, digits and . _ @ + -, a letter or digit first.";

    private final ToolContext context;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--role")
    @Nullable
    String role;

    @Option(names = "--ttl")
    @Nullable
    String ttl;

    @Parameters
    List<String> words = new ArrayList<>();

    TokenCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        String action = words.isEmpty() ? "" : words.get(0);
        int wanted = action.equals("list") ? 1 : 2;
        if (!List.of("new", "list", "revoke").contains(action) || words.size() != wanted) {
            throw UsageException.rule("One of 'token new <name>', 'token list', 'token revoke <name>' is wanted.");
        }
        if (!action.equals("new") && (role != null || ttl != null)) {
            throw UsageException.rule("'--role' and '--ttl' are for 'token new' only.");
        }
        Optional<Role> given = role == null ? Optional.of(Role.READ) : role(role);
        Role allowed = given.orElseThrow(() -> CommonOptions.invalid(String.valueOf(role), "--role"));
        Optional<Duration> valid = ttl == null ? Optional.empty() : Optional.of(time(ttl));
        Configuration configuration = common.usable(context);
        TokensFile file = Gate.tokensFile(configuration, common.dataDirectory(context));
        return switch (action) {
            case "new" -> create(file, allowed, valid.orElseGet(() -> configuration.get(AuthKeys.TOKEN_TTL)));
            case "revoke" -> revoke(file);
            default -> list(file);
        };
    }

    private static Optional<Role> role(String text) {
        return ValueType.word(Role.class).parse(text);
    }

    private static Duration time(String text) throws UsageException {
        return ValueType.DURATION.parse(text).orElseThrow(() -> CommonOptions.invalid(text, "--ttl"));
    }

    private int create(TokensFile file, Role allowed, Duration valid) throws UsageException, IOException {
        String name = words.get(1);
        if (!ApiToken.isName(name)) {
            throw UsageException.rule(NAME);
        }
        context.out().println(file.create(name, allowed, context.clock().instant(), valid));
        return 0;
    }

    private int revoke(TokensFile file) throws IOException {
        String name = words.get(1);
        if (!file.revoke(name)) {
            SymProxyErrors.say(context, file.path() + ": there is no token named " + name);
            return SymProxyErrors.FAILED;
        }
        return 0;
    }

    private int list(TokensFile file) throws IOException {
        Instant now = context.clock().instant();
        context.out().println(row("name", "role", "created", "expires", "last use"));
        for (ApiToken token : file.read()) {
            String end = time(token.expires()) + (token.isExpired(now) ? " (over)" : "");
            context.out()
                    .println(row(
                            token.name(),
                            token.role().name().toLowerCase(Locale.ROOT),
                            time(Optional.of(token.created())),
                            end,
                            time(token.lastUse())));
        }
        return 0;
    }

    private static String row(String name, String role, String created, String expires, String lastUse) {
        return String.format(Locale.ROOT, "%-24s %-6s  %-20s  %-27s  %s", name, role, created, expires, lastUse)
                .stripTrailing();
    }

    private static String time(Optional<Instant> time) {
        return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("never");
    }
}
