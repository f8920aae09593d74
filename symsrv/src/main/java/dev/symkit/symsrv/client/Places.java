// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.client.store.Landing;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.client.store.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The places for copies of a file.
 *
 * @param label the store where it is found
 * @param left the stores on the left of that one, the bottom store first; none if nothing is to be copied
 * @param unpacked where a compressed file goes that is found in the bottom store itself
 * @param temporary where it goes if no store takes it
 * @param maxFileSize most bytes of a file
 */
record Places(String label, List<SearchStore> left, Optional<Target> unpacked, Target temporary, long maxFileSize) {
    Places {
        left = List.copyOf(left);
    }

    /** Where the uncompressed file goes. */
    List<Target> bottom() {
        return left.isEmpty()
                ? unpacked.stream().toList()
                : left.get(0).target().stream().toList();
    }

    /** Where a fetched file goes, the nearest place first. */
    List<Target> nearest(Set<Target> refused) {
        List<Target> targets = new ArrayList<>();
        for (int i = left.size() - 1; i >= 0; i--) {
            left.get(i).target().filter(target -> !refused.contains(target)).ifPresent(targets::add);
        }
        return targets;
    }

    /** Begins a file in the first of some places that takes it. */
    Landing begin(List<Target> targets, Lookup lookup) throws IOException {
        for (Target target : targets) {
            try {
                return begun(target, lookup);
            } catch (IOException e) {
                lookup.warn("nothing is copied to a store that cannot be written to: " + e.getMessage());
            }
        }
        return begun(temporary, lookup);
    }

    private static Landing begun(Target target, Lookup lookup) throws IOException {
        Landing landing = target.begin(lookup.key(), lookup.now());
        lookup.listener().writing(landing.file().path());
        return landing;
    }
}
