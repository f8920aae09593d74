// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.parallel.Parallel;
import dev.symkit.path.BlackoutTimeouts;
import dev.symkit.path.DefaultStore;
import dev.symkit.path.EffectivePath;
import dev.symkit.path.NetrcFile;
import dev.symkit.path.ParseMode;
import dev.symkit.path.ParseOptions;
import dev.symkit.path.PathEnvironment;
import dev.symkit.path.PathMap;
import dev.symkit.path.SymSrvIni;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.path.UrlText;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.symsrv.auth.ProviderConfig;
import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.config.SymSrvConfig;
import dev.symkit.symsrv.http.FetcherConfig;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.http.JdkHttpFetcher;
import dev.symkit.symsrv.http.SystemProxies;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.MissSettings;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A client made of what the user, the environment, {@code symsrv.ini} and properties say. Thread-safe, as the client is. */
public final class ClientSession implements Closeable {
    private final SymSrvClient client;
    private final SymbolPath path;
    private final String defaultStore;
    private final boolean keepsMisses;
    private final List<String> warnings;

    private ClientSession(
            SymSrvClient client, SymbolPath path, String defaultStore, boolean keepsMisses, List<String> warnings) {
        this.client = client;
        this.path = path;
        this.defaultStore = defaultStore;
        this.keepsMisses = keepsMisses;
        this.warnings = List.copyOf(warnings);
    }

    /** The symbol path cannot be used. */
    public static final class BadPath extends Exception {
        private static final long serialVersionUID = 1L;

        BadPath(SymbolPathException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * Reads the settings and makes the client. Asks no store.
     *
     * @throws BadPath if the symbol path cannot be used
     * @throws IOException if {@code symsrv.ini}, certificates or the file of misses cannot be read
     */
    public static ClientSession open(SessionRequest request, Machine machine) throws BadPath, IOException {
        PathEnvironment paths = machine.paths();
        SymSrvIni ini = ini(request, machine, paths);
        SymSrvConfig config = SymSrvConfig.of(ini, machine.properties());
        List<String> warnings = new ArrayList<>(config.warnings());
        String defaultStore = DefaultStore.path(request.home(), paths, place -> isUsable(machine, place));
        ParseOptions options = ParseOptions.of(ParseMode.STRICT)
                .on(paths)
                .expanding(config.expandsPath())
                .withDefaultStore(defaultStore);
        SymbolPath path = path(request, machine, options);
        warnings.addAll(path.warnings());
        HttpSettings http =
                request.timeout().map(limit -> limited(config.http(), limit)).orElse(config.http());
        HttpFetcher fetcher = JdkHttpFetcher.open(FetcherConfig.in(machine.environment())
                .settings(http)
                .proxy(request.proxy())
                .jvmProxies(SystemProxies.selector())
                .login(login(config, machine, warnings::add))
                .tls(config.tls())
                .jobs(request.jobs())
                .warnings(warnings::add)
                .build());
        try {
            return new ClientSession(
                    client(request, machine, config, path, defaultStore, fetcher),
                    path,
                    defaultStore,
                    config.files().misses().isPresent(),
                    warnings);
        } catch (IOException | RuntimeException e) {
            fetcher.close();
            throw e;
        }
    }

    private static SymSrvClient client(
            SessionRequest request,
            Machine machine,
            SymSrvConfig config,
            SymbolPath path,
            String defaultStore,
            HttpFetcher fetcher)
            throws IOException {
        SymSrvIni ini = config.ini();
        PathMap given = PathMap.of(request.mounts());
        PathMap shares = new PathMap(Stream.concat(config.shares().mappings().stream(), given.mappings().stream())
                .toList());
        MissSettings misses = new MissSettings(
                MissSettings.DEFAULT.lifetime(),
                MissSettings.DEFAULT.limit(),
                config.files().misses());
        var builder = SymSrvClient.builder()
                .path(path)
                .fetcher(fetcher)
                .defaultStore(machine.workingDirectory().resolve(defaultStore))
                .temporary(Path.of(machine.property("java.io.tmpdir")))
                .workingDirectory(machine.workingDirectory())
                .shares(shares)
                .settings(config::store)
                .cacheOptions(new CacheOptions(config.files().fsync(), Optional.empty(), Optional.empty()))
                .clock(machine.clock())
                .maxFileSize(config.http().maxFileSize())
                .exclusions(name -> ini.exclusions().matches(name))
                .misses(misses)
                .blackouts(blackouts(ini.timeouts()))
                .options(options(request, config, machine))
                .listener(request.listener());
        if (request.jobs() > 0) {
            builder.jobs(request.jobs());
        }
        return builder.build();
    }

    private static SymbolPath path(SessionRequest request, Machine machine, ParseOptions options) throws BadPath {
        try {
            return new EffectivePath(options, false, place -> exists(machine, place)).symbols(request.symbolPath());
        } catch (SymbolPathException e) {
            throw new BadPath(e);
        }
    }

    private static SymSrvIni ini(SessionRequest request, Machine machine, PathEnvironment paths) throws IOException {
        Optional<String> place = SymSrvIni.locate(request.ini(), paths, file -> exists(machine, file));
        return place.isPresent() ? SymSrvIni.read(machine.workingDirectory().resolve(place.get())) : SymSrvIni.NONE;
    }

    private static boolean exists(Machine machine, String place) {
        try {
            return Files.exists(machine.workingDirectory().resolve(place));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isUsable(Machine machine, String place) {
        try {
            Path directory = Files.createDirectories(machine.workingDirectory().resolve(place));
            return Files.isWritable(directory);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** No silence of a server is longer than the limit. */
    private static HttpSettings limited(HttpSettings http, Duration limit) {
        return new HttpSettings(
                http.userAgent(),
                shorter(http.connectTimeout(), limit),
                limit,
                limit,
                http.totalTimeout(),
                http.minSpeed(),
                http.maxFileSize(),
                http.allowDowngrade(),
                http.retryAppHang());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static LoginOptions login(SymSrvConfig config, Machine machine, Consumer<String> warnings) {
        SymSrvConfig.Login login = config.login();
        Optional<Path> netrc = login.netrc()
                ? Optional.of(NetrcFile.usual(machine.environment(), Path.of(machine.property("user.home"))))
                : Optional.empty();
        List<Path> providers = new ArrayList<>(login.providers());
        ProviderConfig.find(machine.environment())
                .ifPresent(file -> providers.addAll(new ProviderConfig(warnings).programs(file)));
        return new LoginOptions(
                login.allowHttp(),
                netrc,
                providers,
                login.prompts() ? machine.prompter() : Optional.empty(),
                Optional.empty());
    }

    private static BlackoutSettings blackouts(BlackoutTimeouts timeouts) {
        return timeouts.isOff()
                ? BlackoutSettings.OFF
                : new BlackoutSettings(
                        Duration.ofMinutes(timeouts.trigger()),
                        timeouts.count(),
                        Duration.ofMinutes(timeouts.blackout()));
    }

    private static LookupOptions options(SessionRequest request, SymSrvConfig config, Machine machine) {
        LookupOptions given = request.options();
        boolean offline = given.offline() || "1".equals(machine.environment().get("SYMSRV_OFFLINE"));
        LookupOptions.PlainOptions plain = given.plain();
        return given.toBuilder()
                .offline(offline)
                .autodetect(given.autodetect() && config.files().autodetect())
                .plain(new LookupOptions.PlainOptions(
                        plain.symbolsFirst() || config.files().symbolsFirst(),
                        plain.compressed() || config.files().plainCompressed(),
                        plain.loadAnything()))
                .build();
    }

    /** The client. */
    public SymSrvClient client() {
        return client;
    }

    /** The file of a key that a user wrote, or why there is none; a key that cannot be one is {@link Status#BAD_KEY}. */
    public LookupResult find(FileKey key) {
        try {
            return client.find(SymbolKey.of(key.name(), key.index()));
        } catch (IllegalKeyException e) {
            return new LookupResult.NotFound(
                    Status.BAD_KEY,
                    ResultCode.NAME_TOO_LONG,
                    String.valueOf(e.getMessage()),
                    Optional.empty(),
                    List.of());
        }
    }

    /**
     * The files of many keys, in their order; several are looked up at the same time.
     *
     * @param done called after each, from any thread
     */
    public List<LookupResult> findAll(List<FileKey> keys, int jobs, BooleanSupplier cancelled, Runnable done)
            throws IOException {
        return new Parallel(jobs, cancelled).map(keys, key -> {
            LookupResult result = find(key);
            done.run();
            return result;
        });
    }

    /** Whether misses are kept from one process to the next. */
    public boolean keepsMisses() {
        return keepsMisses;
    }

    /** The misses that are remembered. */
    public List<RememberedMiss> misses() {
        return client.misses().stream()
                .map(miss -> new RememberedMiss(
                        UrlText.masked(miss.store()),
                        new FileKey(miss.key().name(), miss.key().index()),
                        miss.until()))
                .toList();
    }

    /** Where the default downstream store is. */
    public String defaultStore() {
        return defaultStore;
    }

    /** The text of a store without secrets. */
    public static String masked(String store) {
        return UrlText.maskedPath(store);
    }

    /** Whether a text is a pair for {@code --map}. */
    public static boolean isMount(String text) {
        return PathMap.isPair(text);
    }

    /** What is searched, one element on each line, with the default store named, without secrets. */
    public List<String> expandedPath() {
        return path.elements().stream()
                .map(element -> UrlText.maskedPath(new SymbolPath(List.of(element), List.of()).expanded(defaultStore)))
                .toList();
    }

    /** One line for each part of path and settings that may not be meant so, without secrets. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
