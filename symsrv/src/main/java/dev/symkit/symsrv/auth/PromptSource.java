// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The user, asked once for each host; what was said is kept in memory. */
final class PromptSource implements CredentialSource {
    private final Prompter prompter;
    private final ConcurrentMap<String, Optional<UserPassword>> answers = new ConcurrentHashMap<>();

    PromptSource(Prompter prompter) {
        this.prompter = prompter;
    }

    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        if (refused > 0 || !request.takesPassword()) {
            return Optional.empty();
        }
        String host = request.authority().toLowerCase(Locale.ROOT);
        Optional<UserPassword> answer = answers.computeIfAbsent(host, h -> prompter.ask(h, request.realm()));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Credential.basic(answer.get().user(), answer.get().password(), "prompt"));
    }
}
