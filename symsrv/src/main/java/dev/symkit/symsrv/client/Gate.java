// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.client.memory.Blackouts;
import dev.symkit.symsrv.client.memory.Misses;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.HttpStore;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.ProviderStore;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which stores are not asked, and learns from the answers of the others (symsrv.md 12). Thread-safe.
 *
 * @param misses what stores do not have
 * @param blackouts stores that are out of order
 */
record Gate(Misses misses, Blackouts blackouts) {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** Why a store is not asked; empty if it is. */
    Optional<Absence> closed(SearchStore store, Lookup lookup) {
        if (lookup.options().secure() && store instanceof HttpStore) {
            return refused(store, ResultCode.ACCESS_DENIED, "HTTP is refused in secure mode");
        }
        if (lookup.options().secure() && store instanceof ProviderStore) {
            return refused(store, ResultCode.ACCESS_DENIED, "no provider is asked in secure mode");
        }
        if (!store.remote()) {
            return Optional.empty();
        }
        if (lookup.options().offline()) {
            return refused(store, ResultCode.CANNOT_CONNECT, "not asked: offline");
        }
        if (!lookup.options().refresh() && misses.isKnown(store.id(), lookup.key())) {
            lookup.trace("MISSCACHED: " + store.label());
            lookup.tried(store, store.label(), ResultCode.FILE_NOT_FOUND, 0, lookup.now());
            return Optional.of(Absence.miss(ResultCode.FILE_NOT_FOUND, "not there a short time ago"));
        }
        if (lookup.options().blackout() && !blackouts.mayAsk(store.id())) {
            lookup.trace("BLACKOUT: " + store.label());
            lookup.tried(store, store.label(), ResultCode.TIMEOUT, 0, lookup.now());
            return refused(store, ResultCode.TIMEOUT, "store unavailable: it failed too often");
        }
        return Optional.empty();
    }

    private static Optional<Absence> refused(SearchStore store, ResultCode code, String reason) {
        return Optional.of(Absence.unusable(code, store.label() + ": " + reason));
    }

    /** The store gave the file. */
    void found(SearchStore store, Lookup lookup) {
        if (store.remote()) {
            misses.remove(store.id(), lookup.key());
            answered(store, lookup);
        }
    }

    /** The store did not give it. */
    void missed(SearchStore store, Absence absence, Lookup lookup) {
        if (!store.remote()) {
            return;
        }
        if (absence.code().status() == Status.CANCELLED) {
            blackouts.unknown(store.id());
        } else if (absence.failure()) {
            if (lookup.options().blackout() && blackouts.failed(store.id()) == Blackouts.Change.ENTERED) {
                LOG.warn("{} fails and is left alone for a while: {}", store.label(), absence.reason());
                lookup.trace("BLACKOUT: " + store.label() + " begins");
            }
        } else {
            answered(store, lookup);
            if (absence.definitive()) {
                misses.add(store.id(), lookup.key());
            }
        }
    }

    private void answered(SearchStore store, Lookup lookup) {
        if (blackouts.answered(store.id()) == Blackouts.Change.LEFT) {
            LOG.warn("{} answers again", store.label());
            lookup.trace("BLACKOUT: " + store.label() + " ends");
        }
    }

    /** Nothing is known of the answer of a store. */
    void unknown(SearchStore store) {
        blackouts.unknown(store.id());
    }
}
