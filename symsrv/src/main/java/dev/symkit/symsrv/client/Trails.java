// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.settings.StoreSettings.Pointers;
import java.util.ArrayDeque;
import java.util.Deque;

/** The pointers that are followed right now, one leading to the next. Confined to one thread. */
final class Trails {
    /** How many pointers may follow one another. */
    static final int MAX_DEPTH = 4;

    private final Deque<String> goals = new ArrayDeque<>();
    private Pointers policy = Pointers.ANY;

    boolean isTooLong() {
        return goals.size() >= MAX_DEPTH;
    }

    boolean holds(String goal) {
        return goals.contains(goal);
    }

    void enter(String goal) {
        goals.push(goal);
    }

    void leave() {
        goals.pop();
    }

    /** What is allowed where this trail has come to: never more than where it came from. */
    Pointers policy() {
        return policy;
    }

    void policy(Pointers value) {
        policy = value;
    }
}
