// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Kills a process (SIGKILL) at the n-th of its requests that change something. Nothing comes through afterwards. Thread-safe. */
final class Killer implements CountingProxy.Watcher {
    /** When. */
    enum Moment {
        /** The request was not passed on. */
        BEFORE,
        /** The server has done what it asked for, but the answer was not passed on. */
        BEHIND
    }

    private final int n;
    private final Moment moment;
    private final CompletableFuture<Process> victim = new CompletableFuture<>();
    private int changes;
    private String at = "";
    private boolean dead;

    Killer(int n, Moment moment) {
        this.n = n;
        this.moment = moment;
    }

    /** Names who is killed; it must be waited for until then. */
    void aimAt(Process process) {
        victim.complete(process);
    }

    /** The request at which it died; empty if it lives. */
    synchronized String deadAt() {
        return dead ? at : "";
    }

    @Override
    public synchronized void asked(String request) throws IOException {
        refuseIfDead();
        if (!request.startsWith("GET") && !request.startsWith("HEAD") && ++changes == n) {
            at = request;
            if (moment == Moment.BEFORE) {
                kill();
            }
        }
    }

    @Override
    public synchronized void answered(String request) throws IOException {
        refuseIfDead();
        if (request.equals(at)) {
            kill();
        }
    }

    private void kill() throws IOException {
        dead = true;
        try {
            victim.join().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("threads of the proxy are never interrupted", e);
        }
        refuseIfDead();
    }

    private void refuseIfDead() throws IOException {
        if (dead) {
            throw new IOException("whoever asked is dead");
        }
    }
}
