// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import dev.symkit.symproxy.config.AuthKeys.Means;
import dev.symkit.symproxy.serve.Access.Role;
import dev.symkit.symproxy.web.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what requests carry to show who sends them: a token in the path, {@code Auth-Token: TOKEN-COMMENT}, {@code Authorization} with
 * Bearer or Basic (RFC 6750, RFC 7617), a certificate. The password of Basic is a token or that of a user. Thread-safe.
 *
 * @param inPath whether a token in the path counts
 */
record Credentials(TokenStore tokens, Optional<Users> users, boolean inPath) {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /**
     * Something that a request carries.
     *
     * @param scheme {@code path}, {@code auth-token}, {@code bearer}, {@code basic}, {@code mtls} or {@code other}
     * @param means what it counts as, any of
     * @param user who sends it; empty if it is wrong
     * @param role the most that it allows; empty if it is what the configuration gives to its means
     */
    record Proof(String scheme, Set<Means> means, Optional<String> user, Optional<Role> role) {
        static Proof wrong(String scheme) {
            return new Proof(scheme, Set.of(), Optional.empty(), Optional.empty());
        }

        /** Whether it shows who sends it. */
        boolean right() {
            return user.isPresent();
        }
    }

    /** All that a request carries. */
    List<Proof> of(Request request, Optional<String> pathToken) {
        List<Proof> proofs = new ArrayList<>();
        if (inPath) {
            pathToken.ifPresent(text -> proofs.add(token("path", text, Set.of(Means.TOKEN))));
        }
        request.header("Auth-Token").ifPresent(text -> proofs.add(token("auth-token", text, Set.of(Means.TOKEN))));
        request.header("Authorization").ifPresent(text -> proofs.add(authorization(text.strip())));
        request.certificate()
                .ifPresent(subject ->
                        proofs.add(new Proof("mtls", Set.of(Means.MTLS), Optional.of(subject), Optional.empty())));
        return proofs;
    }

    private Proof token(String scheme, String text, Set<Means> means) {
        return tokens.find(text)
                .map(token -> new Proof(scheme, means, Optional.of(token.name()), Optional.of(token.role())))
                .orElseGet(() -> Proof.wrong(scheme));
    }

    private Proof authorization(String text) {
        if (text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return token("bearer", text.substring(BEARER.length()).strip(), Set.of(Means.TOKEN));
        }
        if (text.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(text.substring(BASIC.length()).strip());
        }
        return Proof.wrong("other");
    }

    private Proof basic(String encoded) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Proof.wrong("basic");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Proof.wrong("basic");
        }
        String user = text.substring(0, colon);
        String password = text.substring(colon + 1);
        Proof token = token("basic", password, Set.of(Means.BASIC, Means.TOKEN));
        if (!token.right() && users.filter(all -> all.check(user, password)).isPresent()) {
            return new Proof("basic", Set.of(Means.BASIC), Optional.of(user), Optional.empty());
        }
        return token;
    }
}
