// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The credentials of one store: which are used now, which come next when the store refuses them. Thread-safe; one thread at a time asks the
 * sources, the others wait and get what it found.
 */
public final class StoreLogin {
    private static final int REMEMBERED = 16;

    private final List<CredentialSource> sources;
    private final List<String> failures = new ArrayList<>();
    private final Deque<Secret> sent = new ArrayDeque<>();
    private Optional<Credential> current = Optional.empty();
    private int source;
    private int refused;

    /**
     * Nothing is known yet.
     *
     * @param sources the first is the settings of the store
     */
    public StoreLogin(List<CredentialSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The credentials for a first request: those in use, or those of the settings of the store. */
    public synchronized Optional<Credential> first(AuthRequest request) {
        if (current.isEmpty()
                && source == 0
                && refused == 0
                && request.settings().preemptive()) {
            ask(0, request);
            refused = current.isPresent() ? 1 : 0;
        }
        return current;
    }

    /**
     * What to try after a refusal.
     *
     * @param used what the refused request was sent with
     * @return empty if no source knows anything else; the next call then begins with the first source again
     */
    public synchronized Optional<Credential> next(AuthRequest request, Optional<Credential> used) {
        if (current.isPresent() && !current.equals(used)) {
            return current;
        }
        search(request);
        if (current.isEmpty()) {
            source = 0;
            refused = 0;
        }
        return current;
    }

    /** The store took them. */
    public synchronized void accepted(Credential credential) {
        if (current.isPresent() && current.get().equals(credential)) {
            refused = 1;
            failures.clear();
        }
    }

    /** What was given out to be sent, the last few. */
    public synchronized List<Secret> sent() {
        return List.copyOf(sent);
    }

    /** What went wrong with the sources since the last success, one text each. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private void search(AuthRequest request) {
        current = Optional.empty();
        for (; source < sources.size(); source++) {
            ask(source, request);
            if (current.isPresent()) {
                refused++;
                return;
            }
            refused = 0;
        }
    }

    private void ask(int number, AuthRequest request) {
        try {
            current = sources.get(number).find(request, refused);
            current.ifPresent(this::remember);
        } catch (AuthException e) {
            note(String.valueOf(e.getMessage()));
        }
    }

    private void remember(Credential credential) {
        if (!sent.contains(credential.value())) {
            sent.addLast(credential.value());
        }
        if (sent.size() > REMEMBERED) {
            sent.removeFirst();
        }
    }

    private void note(String failure) {
        if (!failures.contains(failure)) {
            failures.add(failure);
        }
    }
}
