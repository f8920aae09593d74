// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user of a command says about the client.
 *
 * @param symbolPath the symbol path; empty: that of the environment
 * @param ignoreEnvironment whether the variables with paths do not count (option bit 0x1000 of DbgHelp)
 * @param ini value of {@code --ini}; empty: not given
 * @param home value of {@code --home}; empty: not given
 * @param proxy value of {@code --proxy}
 * @param mounts pairs of {@code --map}
 * @param timeout how long a server may be silent
 * @param retries how often a request that failed is repeated; empty for the usual number
 * @param jobs how many files are looked up at the same time; 0 for the usual number
 * @param options how look-ups are done
 * @param listener hears of them
 */
public record SessionRequest(
        String symbolPath,
        boolean ignoreEnvironment,
        String ini,
        String home,
        Optional<String> proxy,
        List<String> mounts,
        Optional<Duration> timeout,
        OptionalInt retries,
        int jobs,
        LookupOptions options,
        LookupListener listener) {
    /** Copies the list. */
    public SessionRequest {
        mounts = List.copyOf(mounts);
    }

    /** Nothing but a symbol path. */
    public static SessionRequest of(String symbolPath) {
        return new SessionRequest(
                symbolPath,
                false,
                "",
                "",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                0,
                LookupOptions.DEFAULT,
                LookupListener.NONE);
    }

    /** The same for another path. */
    public SessionRequest withPath(String path) {
        return new SessionRequest(
                path, ignoreEnvironment, ini, home, proxy, mounts, timeout, retries, jobs, options, listener);
    }

    /** The same with another home directory, whose {@code sym} is the default store. */
    public SessionRequest withHome(String directory) {
        return new SessionRequest(
                symbolPath,
                ignoreEnvironment,
                ini,
                directory,
                proxy,
                mounts,
                timeout,
                retries,
                jobs,
                options,
                listener);
    }

    /** The same with other limits: for the silence of servers, repeated requests, and look-ups at the same time. */
    public SessionRequest withLimits(Optional<Duration> silence, OptionalInt repeats, int atOnce) {
        return new SessionRequest(
                symbolPath, ignoreEnvironment, ini, home, proxy, mounts, silence, repeats, atOnce, options, listener);
    }

    /** The same with other options. */
    public SessionRequest withOptions(LookupOptions other) {
        return new SessionRequest(
                symbolPath, ignoreEnvironment, ini, home, proxy, mounts, timeout, retries, jobs, other, listener);
    }

    /** The same with somebody who listens. */
    public SessionRequest heardBy(LookupListener other) {
        return new SessionRequest(
                symbolPath, ignoreEnvironment, ini, home, proxy, mounts, timeout, retries, jobs, options, other);
    }

    /** Without the path and the proxy, which may hold secrets. */
    @Override
    public String toString() {
        return "SessionRequest[" + options + ", jobs=" + jobs + "]";
    }
}
