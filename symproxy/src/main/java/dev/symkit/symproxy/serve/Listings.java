// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.route.StorePlace;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers who looks into a directory ({@code listing = on}). Going through a large one takes a while: few may at the same time, all others hear
 * to come again. Thread-safe.
 */
public final class Listings {
    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);
    private static final int AT_ONCE = 4;

    private final Pages pages;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Makes pages. */
    @FunctionalInterface
    public interface Pages {
        /**
         * The response with a page; empty if there is no such place.
         *
         * @param query of the request
         * @throws IOException if the place cannot be read
         */
        Optional<Response> page(Request request, StorePlace place, String query) throws IOException;
    }

    /** Listings that somebody makes pages of. */
    public Listings(Pages pages) {
        this.pages = pages;
    }

    /** The response to a request for a place. */
    Response answer(Request request, StorePlace place, String query) {
        if (!places.tryAcquire()) {
            return Refusals.busy();
        }
        try {
            return pages.page(request, place, query).orElseGet(() -> Refusals.missing(Duration.ZERO, false));
        } catch (IOException e) {
            LOG.warn("no listing: {}", e.toString());
            return Refusals.unlisted();
        } finally {
            places.release();
        }
    }
}
