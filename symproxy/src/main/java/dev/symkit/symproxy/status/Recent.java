// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last so many things. Guarded by itself. */
final class Recent<T> {
    private final int most;
    private final Deque<T> things = new ArrayDeque<>();

    Recent(int most) {
        this.most = most;
    }

    synchronized void add(T thing) {
        if (things.size() == most) {
            things.removeLast();
        }
        things.addFirst(thing);
    }

    /** Newest first. */
    synchronized List<T> all() {
        return new ArrayList<>(things);
    }
}
