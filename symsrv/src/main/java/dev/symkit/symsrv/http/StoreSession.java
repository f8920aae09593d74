// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.AuthRequest;
import dev.symkit.symsrv.auth.StoreLogin;
import dev.symkit.symsrv.http.url.Origin;
import dev.symkit.symsrv.http.url.StoreUrl;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the process has learnt of one store: whether it lets us in, what it can do. Thread-safe. */
final class StoreSession {
    private static final int REFUSED_KEYS = 3;

    private final StoreUrl url;
    private final StoreLogin login;
    private final Set<List<String>> refusedKeys = new HashSet<>();
    private Optional<FetchResult.Failed> suspended = Optional.empty();
    private boolean succeeded;
    private boolean answeredOtherwise;
    private boolean rangesOff;
    private boolean warnedBadRequest;

    StoreSession(StoreUrl url, StoreLogin login) {
        this.url = url;
        this.login = login;
    }

    StoreUrl url() {
        return url;
    }

    StoreLogin login() {
        return login;
    }

    /** What credentials are looked for. */
    AuthRequest authRequest(StoreSettings settings) {
        Origin origin = url.origin();
        String path = url.path().startsWith("/") ? url.path().substring(1) : url.path();
        return new AuthRequest(
                origin.scheme(), origin.host(), origin.authority(), path, settings.auth(), url.userInfo(), List.of());
    }

    /** Why the store is not asked any more, if so. */
    synchronized Optional<FetchResult.Failed> suspended() {
        return suspended;
    }

    /** The store refused us for good. */
    synchronized void suspend(FetchResult.Failed why) {
        suspended = Optional.of(suspended.orElse(why));
    }

    /** The same, but without effect if a file came before. */
    synchronized void suspendUnlessSucceeded(FetchResult.Failed why) {
        if (!succeeded) {
            suspend(why);
        }
    }

    /** A file came. */
    synchronized void succeeded() {
        succeeded = true;
    }

    /** A key got another answer than 403. */
    synchronized void answered(List<String> segments) {
        if (isKey(segments)) {
            answeredOtherwise = true;
        }
    }

    /** A key got the status 403; true once the first three keys got nothing else. */
    synchronized boolean refused(List<String> segments) {
        if (answeredOtherwise || !isKey(segments)) {
            return false;
        }
        refusedKeys.add(List.copyOf(segments.subList(0, segments.size() - 1)));
        return refusedKeys.size() >= REFUSED_KEYS;
    }

    /** The store does not do ranges although it says so. */
    synchronized void noRanges() {
        rangesOff = true;
    }

    synchronized boolean ranges() {
        return !rangesOff;
    }

    /** True the first time. */
    synchronized boolean warnOfBadRequest() {
        boolean first = !warnedBadRequest;
        warnedBadRequest = true;
        return first;
    }

    /** The result for a store that refused the first keys. */
    FetchResult.Failed accessDenied(int status) {
        return new FetchResult.Failed(ResultCode.http(status), "access denied: " + url.origin() + " answers " + status);
    }

    /** Files in the root of a store, such as {@code index2.txt}, say nothing about keys. */
    private static boolean isKey(List<String> segments) {
        return segments.size() > 1;
    }
}
