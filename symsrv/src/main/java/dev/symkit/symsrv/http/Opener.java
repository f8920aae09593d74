// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.AuthRequest;
import dev.symkit.symsrv.auth.Challenge;
import dev.symkit.symsrv.auth.Credential;
import dev.symkit.symsrv.http.url.Origin;
import dev.symkit.symsrv.http.url.PercentEncoding;
import dev.symkit.symsrv.http.url.StoreUrl;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Asks for a file and goes where the store sends it: redirects, a request for credentials, an answer that will be ready later (symsrv.md
 * 8.2, 8.3, 10.2). What is secret goes to the origin of the store only. Thread-safe.
 */
final class Opener {
    private static final int MAX_REDIRECTS = 10;
    private static final int UNAUTHORIZED = 401;
    private static final Duration HANG_PAUSE = Duration.ofSeconds(1);
    private static final long APP_HANG = 0x80070512L;

    private final Wire wire;
    private final boolean plainAllowed;

    /**
     * An opener.
     *
     * @param plainAllowed whether credentials may go over plain http
     */
    Opener(Wire wire, boolean plainAllowed) {
        this.wire = wire;
        this.plainAllowed = plainAllowed;
    }

    /**
     * The answer at the end of all that.
     *
     * @param range headers that ask for a part, or none
     */
    Answer open(FetchContext context, Map<String, String> range) throws FetchFailure {
        refusePlainCredentials(context);
        for (int tries = 0; ; tries++) {
            Answer answer = follow(context, range);
            if (!isHang(answer)) {
                return answer;
            }
            Duration pause = RetryRule.after(answer, context.clock()).orElse(HANG_PAUSE);
            answer.discard();
            if (tries >= context.settings().retryAppHang()) {
                throw FetchFailure.last(
                        ResultCode.APP_HANG, context.session().url().origin() + " is still busy with the file");
            }
            context.pause(pause);
        }
    }

    private Answer follow(FetchContext context, Map<String, String> range) throws FetchFailure {
        URI uri = context.session().url().file(context.request().segments());
        Optional<Credential> credential =
                credentialsAllowed(context) ? context.session().login().first(authRequest(context)) : Optional.empty();
        int redirects = 0;
        while (true) {
            boolean home = isHome(context, uri);
            Answer answer =
                    wire.get(uri, headers(context, range, home ? credential : Optional.empty(), home), home, context);
            if (redirects > 0) {
                answer.markRedirected();
            }
            if (isHang(answer)) {
                return answer;
            }
            if (answer.status() == UNAUTHORIZED) {
                answer.discard();
                credential = Optional.of(afterRefusal(context, answer, home, credential));
            } else if (isRedirect(answer.status())) {
                answer.discard();
                if (++redirects > MAX_REDIRECTS) {
                    throw FetchFailure.last(
                            FetchFailure.REDIRECT_FAILED,
                            context.session().url().origin() + " redirects more than " + MAX_REDIRECTS + " times");
                }
                uri = target(context, answer);
            } else {
                if (home) {
                    credential.ifPresent(context.session().login()::accepted);
                }
                return answer;
            }
        }
    }

    private Credential afterRefusal(FetchContext context, Answer answer, boolean home, Optional<Credential> used)
            throws FetchFailure {
        ResultCode code = ResultCode.http(UNAUTHORIZED);
        if (!home) {
            throw FetchFailure.last(
                    code,
                    "access denied: " + Origin.of(answer.uri()) + ", to which "
                            + context.session().url().origin() + " redirects, wants credentials of its own");
        }
        List<Challenge> offered = Challenge.parse(answer.headers().allValues("WWW-Authenticate"));
        TraceLines.note(context.listener(), "AUTH: " + context.session().url().origin() + " offers " + shown(offered));
        Optional<Credential> next = credentialsAllowed(context)
                ? context.session().login().next(authRequest(context).with(offered), used)
                : Optional.empty();
        if (next.isPresent()) {
            TraceLines.note(
                    context.listener(), "AUTH: credentials of " + next.get().source());
            return next.get();
        }
        FetchFailure failure = FetchFailure.last(code, denial(context, offered));
        context.session().suspendUnlessSucceeded(failure.result());
        throw failure;
    }

    private String denial(FetchContext context, List<Challenge> offered) {
        StringBuilder text = new StringBuilder("access denied: ")
                .append(context.session().url().origin())
                .append(" answers 401");
        if (context.request().settings().auth().kind() == AuthSettings.Kind.NONE) {
            return text.append("; auth=none is set for it").toString();
        }
        if (!credentialsAllowed(context)) {
            return text.append("; credentials are not sent over plain http (symsrv.auth.allowHttp)")
                    .toString();
        }
        if (Challenge.onlyWindows(offered)) {
            text.append(
                    "; it offers only NTLM or Negotiate, which are not implemented: use a share, a credential provider"
                            + " or a reverse proxy");
        }
        context.session()
                .login()
                .failures()
                .forEach(failure -> text.append("; ").append(failure));
        return text.toString();
    }

    private void refusePlainCredentials(FetchContext context) throws FetchFailure {
        Origin origin = context.session().url().origin();
        boolean inHeaders = context.request().settings().headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("authorization") || name.equals("cookie"));
        AuthSettings auth = context.request().settings().auth();
        boolean certificate = auth.kind() == AuthSettings.Kind.MTLS;
        if (origin.secure() || !(certificate || (!plainAllowed && (inHeaders || auth.preemptive())))) {
            return;
        }
        String reason = certificate
                ? "auth=mtls needs https: " + origin
                : "credentials are not sent to " + origin + " over plain http (symsrv.auth.allowHttp)";
        throw FetchFailure.last(ResultCode.ACCESS_DENIED, reason);
    }

    private boolean credentialsAllowed(FetchContext context) {
        boolean wanted = context.request().settings().auth().kind() != AuthSettings.Kind.NONE;
        return wanted && (plainAllowed || context.session().url().origin().secure());
    }

    private static Map<String, String> headers(
            FetchContext context, Map<String, String> range, Optional<Credential> credential, boolean home) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", context.settings().userAgent());
        headers.put("Accept", "*/*");
        headers.put("Accept-Encoding", range.isEmpty() ? "gzip" : "identity");
        headers.put(
                "Symbol-Agent-Receive-Timeout",
                String.valueOf(context.settings().responseTimeout().toMillis()));
        if (home) {
            headers.putAll(context.request().settings().headers());
            context.request().checksum().ifPresent(value -> headers.put("SymbolChecksum", value));
            credential.ifPresent(c -> headers.put(c.header(), c.value().reveal()));
        }
        headers.putAll(range);
        return headers;
    }

    private static URI target(FetchContext context, Answer answer) throws FetchFailure {
        Origin from = Origin.of(answer.uri());
        URI to;
        try {
            URI given = URI.create(PercentEncoding.url(answer.header("Location").orElse("")));
            URI resolved = answer.uri().resolve(given);
            if (given.toString().isEmpty() || !StoreUrl.usable(resolved)) {
                throw new IllegalArgumentException();
            }
            to = URI.create(Origin.of(resolved)
                    + (resolved.getRawPath() == null ? "" : resolved.getRawPath())
                    + (resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery()));
        } catch (IllegalArgumentException e) {
            throw FetchFailure.last(
                    FetchFailure.REDIRECT_FAILED, from + " redirects to something that is not http or https");
        }
        if (from.secure() && !Origin.of(to).secure() && !context.settings().allowDowngrade()) {
            throw FetchFailure.last(
                    FetchFailure.REDIRECT_FAILED, from + " redirects from https to http (symsrv.http.allowDowngrade)");
        }
        return to;
    }

    private static boolean isHome(FetchContext context, URI uri) {
        return Origin.of(uri).equals(context.session().url().origin());
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static boolean isHang(Answer answer) {
        String value = answer.header("Symbol-Agent-Status").orElse("");
        try {
            return Long.decode(value) == APP_HANG;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static AuthRequest authRequest(FetchContext context) {
        return context.session().authRequest(context.request().settings());
    }

    private static String shown(List<Challenge> offered) {
        return offered.isEmpty()
                ? "nothing"
                : offered.stream()
                        .map(c -> Printable.of(c.scheme())
                                + c.realm()
                                        .map(realm -> " (realm " + Printable.of(realm) + ")")
                                        .orElse(""))
                        .collect(Collectors.joining(", "));
    }
}
