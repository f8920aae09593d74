// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.TlsSettings;
import java.net.ProxySelector;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a fetcher is made of.
 *
 * @param settings limits and manners
 * @param environment variables of proxies and secrets
 * @param proxy the option that names a proxy; {@code none} for none whatever the environment says
 * @param jvmProxies what is asked if neither the option nor the environment names a proxy
 * @param login where credentials may come from
 * @param tls whom the client trusts
 * @param jobs how many requests at the same time the user wants; 0 for the usual limits
 * @param clock the time
 * @param warnings hears what a user should know, secrets masked
 */
public record FetcherConfig(
        HttpSettings settings,
        Map<String, String> environment,
        Optional<String> proxy,
        Optional<ProxySelector> jvmProxies,
        LoginOptions login,
        TlsSettings tls,
        int jobs,
        FetchClock clock,
        Consumer<String> warnings) {

    /** Copies the map. */
    public FetcherConfig {
        environment = Map.copyOf(environment);
    }

    /** The usual settings in an environment. */
    public static Builder in(Map<String, String> environment) {
        return new Builder(environment);
    }

    /** The configuration without what may be secret. */
    @Override
    public String toString() {
        return "FetcherConfig[" + settings + ", " + tls + ", jobs=" + jobs + "]";
    }

    /** Puts a configuration together. */
    public static final class Builder {
        private final Map<String, String> environment;
        private HttpSettings settings = HttpSettings.DEFAULT;
        private Optional<String> proxy = Optional.empty();
        private Optional<ProxySelector> jvmProxies = Optional.empty();
        private LoginOptions login = LoginOptions.DEFAULT;
        private TlsSettings tls = TlsSettings.DEFAULT;
        private int jobs;
        private FetchClock clock = FetchClock.SYSTEM;
        private Consumer<String> warnings = text -> {};

        private Builder(Map<String, String> environment) {
            this.environment = environment;
        }

        /** Limits and manners. */
        public Builder settings(HttpSettings value) {
            settings = value;
            return this;
        }

        /** The option that names a proxy. */
        public Builder proxy(Optional<String> value) {
            proxy = value;
            return this;
        }

        /** Asks this if no proxy is named; {@link SystemProxies#selector} is what a command wants. */
        public Builder jvmProxies(ProxySelector value) {
            jvmProxies = Optional.of(value);
            return this;
        }

        /** Where credentials may come from. */
        public Builder login(LoginOptions value) {
            login = value;
            return this;
        }

        /** Whom the client trusts. */
        public Builder tls(TlsSettings value) {
            tls = value;
            return this;
        }

        /** Requests at the same time. */
        public Builder jobs(int value) {
            jobs = value;
            return this;
        }

        /** The time. */
        public Builder clock(FetchClock value) {
            clock = value;
            return this;
        }

        /** Hears what a user should know. */
        public Builder warnings(Consumer<String> value) {
            warnings = value;
            return this;
        }

        /** The configuration. */
        public FetcherConfig build() {
            return new FetcherConfig(settings, environment, proxy, jvmProxies, login, tls, jobs, clock, warnings);
        }
    }
}
