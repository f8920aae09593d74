// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.Secret;
import dev.symkit.symsrv.spi.ForwardingListener;
import dev.symkit.symsrv.spi.LookupListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes out of all texts of a fetch what was sent as a secret, should the store say it back: in the path of a redirect, a realm, the name
 * of an encoding (symsrv.md 15.1). Secrets of fewer than eight characters are left, for they are words of other texts too. Thread-safe.
 */
final class HidingListener extends ForwardingListener {
    private static final int SHORTEST = 8;
    private static final String BASIC = "basic ";
    private static final String HIDDEN = "***";

    private final FetchRequest request;
    private final StoreSession session;

    /** Collected anew only when more was sent. */
    private volatile Hidden hidden = Hidden.NOTHING;

    /**
     * What must not be shown.
     *
     * @param sent the secrets that were sent when this was collected
     * @param texts the spellings of those, and of what the user set
     */
    private record Hidden(Optional<List<Secret>> sent, List<String> texts) {
        static final Hidden NOTHING = new Hidden(Optional.empty(), List.of());
    }

    HidingListener(LookupListener listener, FetchRequest request, StoreSession session) {
        super(listener);
        this.request = request;
        this.session = session;
    }

    @Override
    public void trace(String line) {
        super.trace(hide(line));
    }

    /** The result with a reason that may be shown. */
    FetchResult hide(FetchResult result) {
        return result instanceof FetchResult.Failed failed
                ? new FetchResult.Failed(failed.code(), hide(failed.reason()))
                : result;
    }

    private String hide(String text) {
        String shown = text;
        for (String secret : secrets()) {
            shown = shown.replace(secret, HIDDEN);
        }
        return shown;
    }

    private List<String> secrets() {
        List<Secret> sent = session.login().sent();
        Hidden known = hidden;
        if (!known.sent().equals(Optional.of(sent))) {
            known = new Hidden(Optional.of(sent), collect(sent));
            hidden = known;
        }
        return known.texts();
    }

    private List<String> collect(List<Secret> sent) {
        List<String> secrets = new ArrayList<>();
        for (Secret each : sent) {
            addHeader(each.reveal(), secrets);
        }
        for (String header : request.settings().headers().values()) {
            addHeader(header, secrets);
        }
        for (String value : session.url().queryValues()) {
            add(value, secrets);
        }
        return secrets;
    }

    private static void addHeader(String value, List<String> secrets) {
        add(value, secrets);
        String token = value.substring(value.lastIndexOf(' ') + 1);
        add(token, secrets);
        add(token.replaceFirst("=+$", ""), secrets);
        if (value.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            try {
                String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
                add(pair, secrets);
                add(pair.substring(pair.indexOf(':') + 1), secrets);
            } catch (IllegalArgumentException e) {
                // Set by the user so: it is hidden as it is.
            }
        }
    }

    private static void add(String secret, List<String> secrets) {
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
        }
    }
}
