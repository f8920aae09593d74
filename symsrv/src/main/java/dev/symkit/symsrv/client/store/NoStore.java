// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store that cannot be reached from here. Says so once. */
public final class NoStore implements SearchStore {
    private final String label;
    private final ResultCode code;
    private final String reason;
    private final AtomicBoolean said = new AtomicBoolean();

    /** A store that is not asked, and why. */
    public NoStore(String label, ResultCode code, String reason) {
        this.label = label;
        this.code = code;
        this.reason = reason;
    }

    /** What a search of it would end with. */
    public ResultCode code() {
        return code;
    }

    /** Why it is not asked. */
    public String reason() {
        return reason;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String id() {
        return label;
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public StoreSettings settings() {
        return StoreSettings.DEFAULT;
    }

    @Override
    public Optional<Path> root() {
        return Optional.empty();
    }

    @Override
    public Optional<Target> target() {
        return Optional.empty();
    }

    @Override
    public boolean wantsPointers() {
        return false;
    }

    @Override
    public void reset() {
        said.set(false);
    }

    @Override
    public Absence probe(Lookup lookup, Visitor visitor) {
        if (said.compareAndSet(false, true)) {
            lookup.warn(label + ": " + reason);
        }
        lookup.tried(this, label, code, 0, lookup.now());
        return Absence.unusable(code, label + ": " + reason);
    }

    @Override
    public Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) {
        return probe(lookup, visitor);
    }
}
