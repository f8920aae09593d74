// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.Exclusions;
import dev.symkit.path.UrlText;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.config.StorageKeys;
import dev.symkit.symproxy.config.UpstreamKeys;
import dev.symkit.symproxy.miss.MissLifetime;
import dev.symkit.symsrv.http.FetcherConfig;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.http.JdkHttpFetcher;
import dev.symkit.symsrv.http.proxy.SystemProxies;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that directories are filled from, as it is configured, and how it is. All directories share it. Thread-safe. */
public final class Upstream implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    /** The environment in which the fetcher looks for the secret has it under this name, which no real one has. */
    private static final String SECRET = "symproxy.upstream.secret";

    private static final int HTTP_FORMS = 0xF;
    private static final int SHARE_SHIFT = 4;
    private static final String INHERIT = "inherit";

    private final String name;
    private final String url;
    private final UpstreamHealth health;
    private final Semaphore places;
    private final Exclusions include;
    private final Exclusions exclude;
    private final MissLifetime misses;
    private final StoreSettings settings;
    private final HttpFetcher fetcher;
    private final boolean storage;

    /** The bucket. */
    private Upstream(String url, Configuration all, Ticker ticker) {
        this.name = StorageKeys.NAME;
        this.url = url;
        this.health = new UpstreamHealth(all.section("blackout"), ticker);
        this.places = new Semaphore(all.get(StorageKeys.MAX_CONCURRENT), true);
        this.include = new Exclusions(List.of("*"));
        this.exclude = new Exclusions(List.of());
        this.misses = lifetime(all);
        this.settings = StoreSettings.DEFAULT;
        this.fetcher = NoFetcher.INSTANCE;
        this.storage = true;
    }

    private Upstream(ConfigSection section, Configuration all, HttpFetcher fetcher, Ticker ticker) {
        this.name = section.argument();
        this.url = section.get(UpstreamKeys.URL);
        this.health = new UpstreamHealth(all.section("blackout"), ticker);
        this.places = new Semaphore(section.get(UpstreamKeys.MAX_CONCURRENT), true);
        this.include = new Exclusions(section.get(UpstreamKeys.INCLUDE));
        this.exclude = new Exclusions(section.get(UpstreamKeys.EXCLUDE));
        this.misses = misses(section, all);
        this.settings = settings(section);
        this.fetcher = fetcher;
        this.storage = false;
    }

    /**
     * The upstream of a section.
     *
     * @param environment names proxies
     * @throws IOException if its HTTP side cannot be set up
     */
    public static Upstream open(
            ConfigSection section, Configuration all, Map<String, String> environment, Ticker ticker)
            throws IOException {
        Map<String, String> known = new HashMap<>(environment);
        section.find(UpstreamKeys.SECRET).ifPresent(secret -> known.put(SECRET, secret));
        String proxy = section.get(UpstreamKeys.PROXY);
        FetcherConfig config = FetcherConfig.in(known)
                .settings(http(section))
                .proxy(proxy.equals(INHERIT) ? Optional.empty() : Optional.of(proxy))
                .jvmProxies(SystemProxies.selector())
                .jobs(section.get(UpstreamKeys.MAX_CONCURRENT))
                .warnings(text -> LOG.warn("{}: {}", section.argument(), text))
                .build();
        return new Upstream(section, all, JdkHttpFetcher.open(config), ticker);
    }

    /** The bucket of a configuration, for all its directories; empty if there is none. */
    static Optional<Upstream> storage(Configuration all, Ticker ticker) {
        return StorageKeys.isBucket(all)
                ? all.find(StorageKeys.URL).map(url -> new Upstream(url, all, ticker))
                : Optional.empty();
    }

    private static HttpSettings http(ConfigSection section) {
        HttpSettings usual = HttpSettings.DEFAULT;
        return new HttpSettings(
                usual.userAgent(),
                section.get(UpstreamKeys.CONNECT_TIMEOUT),
                section.get(UpstreamKeys.RESPONSE_TIMEOUT),
                usual.idleTimeout(),
                usual.totalTimeout(),
                section.get(UpstreamKeys.MIN_SPEED),
                usual.maxFileSize(),
                usual.allowDowngrade(),
                section.get(UpstreamKeys.RETRY_APP_HANG),
                section.get(UpstreamKeys.RETRIES),
                false);
    }

    private static StoreSettings settings(ConfigSection section) {
        return new StoreSettings(
                section.get(UpstreamKeys.CASING),
                false,
                section.get(UpstreamKeys.TIERS),
                filter(section.get(UpstreamKeys.URI_FILTER)),
                section.get(UpstreamKeys.ON403),
                StoreSettings.Ranges.OFF, // what has arrived is sent on while the rest arrives
                StoreSettings.Probe.SEQUENTIAL,
                StoreSettings.Pointers.DEFAULT,
                section.get(UpstreamKeys.MAX_CONCURRENT),
                section.extra(),
                auth(section));
    }

    /** Where only the forms at an HTTP store are named, those at a share are meant too. */
    private static int filter(int given) {
        return given > HTTP_FORMS ? given : given | (given << SHARE_SHIFT);
    }

    private static AuthSettings auth(ConfigSection section) {
        AuthSettings.Kind kind =
                AuthSettings.Kind.valueOf(section.get(UpstreamKeys.AUTH).name());
        return new AuthSettings(
                kind,
                section.find(UpstreamKeys.USER).orElse(""),
                Optional.empty(),
                section.find(UpstreamKeys.SECRET).map(secret -> SECRET),
                section.find(UpstreamKeys.CERTIFICATE));
    }

    private static MissLifetime misses(ConfigSection section, Configuration all) {
        if (section.get(UpstreamKeys.PERSISTENT_MISS)) {
            return new MissLifetime(all.get(MissKeys.AGE_TIMEOUT), 1, all.get(MissKeys.AGE_TIMEOUT));
        }
        return UpstreamKeys.missTimeout(section)
                .map(own -> new MissLifetime(own, all.get(MissKeys.BACKOFF), all.get(MissKeys.MAX)))
                .orElseGet(() -> lifetime(all));
    }

    /** How long misses are remembered where nothing else is said. */
    public static MissLifetime lifetime(Configuration all) {
        return new MissLifetime(all.get(MissKeys.TIMEOUT), all.get(MissKeys.BACKOFF), all.get(MissKeys.MAX));
    }

    /** Its name in the configuration. */
    public String name() {
        return name;
    }

    /** Where it is, secrets masked. */
    public String shown() {
        return UrlText.is(url) || UrlText.isBucket(url) ? UrlText.masked(url) : url;
    }

    /** Where it is. */
    String url() {
        return url;
    }

    /** Whether it is left alone. */
    public UpstreamHealth health() {
        return health;
    }

    /** Who searches there takes one of these. */
    Semaphore places() {
        return places;
    }

    /** Searches that wait for others to end. */
    public int waiting() {
        return places.getQueueLength();
    }

    /** Whether it is asked for files of a name. */
    boolean wants(String fileName) {
        return include.matches(fileName) && !exclude.matches(fileName);
    }

    /** How long a miss there is remembered. */
    MissLifetime misses() {
        return misses;
    }

    /** Whether it is the bucket behind the directories. */
    public boolean isStorage() {
        return storage;
    }

    /** Its place in the table of misses: what one directory keeps in the bucket says nothing of another. */
    public String missPlace(String directory) {
        return storage ? "@" + name + ":" + directory : "@" + name;
    }

    /** How its client is to behave. */
    StoreSettings settings() {
        return settings;
    }

    /** Its HTTP side. */
    HttpFetcher fetcher() {
        return fetcher;
    }

    @Override
    public void close() throws IOException {
        fetcher.close();
    }
}
