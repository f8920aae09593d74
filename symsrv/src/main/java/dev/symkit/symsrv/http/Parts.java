// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Which part of a large file is fetched by whom. The first answer goes on from the start, helpers take parts from the end, until they meet.
 * Thread-safe.
 */
final class Parts {
    /** Bytes of a part; the last may be shorter. */
    static final long SIZE = 16L << 20;
    /** Bytes from which on a file is fetched in parts. */
    static final long WORTH_IT = 64L << 20;

    private enum State {
        FREE,
        TAKEN,
        DONE
    }

    private final long total;
    private final State[] states;
    private boolean proved;

    /** Parts of which the first is under way. */
    Parts(long total) {
        this.total = total;
        this.states = new State[Math.toIntExact((total + SIZE - 1) / SIZE)];
        Arrays.fill(states, State.FREE);
        states[0] = State.TAKEN;
    }

    static int at(long position) {
        return Math.toIntExact(position / SIZE);
    }

    long start(int part) {
        return part * SIZE;
    }

    long end(int part) {
        return Math.min(total, (part + 1) * SIZE);
    }

    /** Takes a part if it is there and nobody has. */
    synchronized boolean take(int part) {
        if (part >= states.length || states[part] != State.FREE) {
            return false;
        }
        states[part] = State.TAKEN;
        return true;
    }

    /** Takes the last part that nobody has. */
    synchronized OptionalInt takeLast() {
        for (int i = states.length - 1; i >= 0; i--) {
            if (states[i] == State.FREE) {
                states[i] = State.TAKEN;
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    synchronized void done(int part) {
        states[part] = State.DONE;
        notifyAll();
    }

    /** A part was fetched by a request of its own. */
    synchronized void doneAlone(int part) {
        proved = true;
        done(part);
    }

    /** Whether the store has shown that it gives parts. */
    synchronized boolean proved() {
        return proved;
    }

    synchronized void giveUp(int part) {
        states[part] = State.FREE;
        notifyAll();
    }

    /**
     * Takes the first part that nobody has; waits while there are only parts that others fetch.
     *
     * @return empty once all are done
     */
    OptionalInt takeLeft(FetchContext context, long sliceMillis) throws FetchFailure {
        try {
            while (true) {
                context.check();
                synchronized (this) {
                    boolean taken = false;
                    for (int i = 0; i < states.length; i++) {
                        if (states[i] == State.FREE) {
                            states[i] = State.TAKEN;
                            return OptionalInt.of(i);
                        }
                        taken |= states[i] == State.TAKEN;
                    }
                    if (!taken) {
                        return OptionalInt.empty();
                    }
                    wait(sliceMillis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchContext.cancelled();
        }
    }
}
