// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of other builds that a search came across, in order: what is taken if nothing else is found and that is allowed. */
final class Leftovers {
    private final List<Leftover> all = new ArrayList<>();

    /** A file of another build. */
    @FunctionalInterface
    interface Leftover {
        /** Takes it after all; empty if it is not even of the right kind. */
        Optional<ChainResult> take() throws IOException;
    }

    void add(Leftover leftover) {
        all.add(leftover);
    }

    List<Leftover> all() {
        return all;
    }
}
