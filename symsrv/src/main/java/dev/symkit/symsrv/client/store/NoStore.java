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

    /** A directory that is recorded somewhere and, as is to be expected, not to be found from here: nothing is said. */
    public static NoStore expected(String label, String reason) {
        NoStore store = new NoStore(label, ResultCode.PATH_NOT_FOUND, reason);
        store.said.set(true);
        return store;
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
        return nothing(lookup, label);
    }

    private Absence nothing(Lookup lookup, String candidate) {
        if (said.compareAndSet(false, true)) {
            lookup.warn(label + ": " + reason);
        }
        lookup.tried(this, candidate, code, 0, lookup.now());
        return Absence.unusable(code, label + ": " + reason);
    }

    @Override
    public Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) {
        String separator = label.contains("/") ? "/" : "\\";
        String start = label.endsWith(separator) ? label : label + separator;
        return nothing(lookup, start + String.join(separator, segments));
    }
}
