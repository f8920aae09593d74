// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.hotfix;

import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.facts.Candidate;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is only there as a difference to another one, which cannot be unpacked.
 *
 * @param path for people
 */
record DeltaItem(String path) implements Item {
    @Override
    public Candidate read() {
        return new Candidate.Other("delta payload", false);
    }

    @Override
    public boolean named() {
        return false;
    }

    @Override
    public boolean searched() {
        return true;
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }
}
