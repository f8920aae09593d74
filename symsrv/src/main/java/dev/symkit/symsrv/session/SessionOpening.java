// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.path.BlackoutTimeouts;
import dev.symkit.path.DefaultStore;
import dev.symkit.path.EffectivePath;
import dev.symkit.path.Exclusions;
import dev.symkit.path.ParseMode;
import dev.symkit.path.ParseOptions;
import dev.symkit.path.PathElement;
import dev.symkit.path.PathEnvironment;
import dev.symkit.path.PathMap;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymSrvIni;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.symsrv.Plugins;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.SymSrvClientBuilder;
import dev.symkit.symsrv.client.memory.ExclusionList;
import dev.symkit.symsrv.client.memory.WatchedExclusions;
import dev.symkit.symsrv.config.SymSrvConfig;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.MissSettings;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the settings and makes the client of a session.
 *
 * @param warnings collects what may not be meant so
 */
record SessionOpening(SessionRequest request, Machine machine, List<String> warnings) {
    /** The paths of a session. */
    private record Paths(SymbolPath symbols, SymbolPath images, String defaultStore) {}

    ClientSession run() throws ClientSession.BadPath, IOException {
        PathEnvironment environment = machine.paths();
        Optional<Path> file = SymSrvIni.locate(request.ini(), environment, this::exists)
                .map(place -> machine.workingDirectory().resolve(place));
        SymSrvIni ini = file.isPresent() ? SymSrvIni.read(file.get()) : SymSrvIni.NONE;
        SymSrvConfig config = SymSrvConfig.of(ini, machine.properties());
        warnings.addAll(config.warnings());
        Paths paths = paths(config, environment);
        Consumer<String> warn = warnings::add;
        HttpFetcher fetcher = new SessionHttp(request, machine, config, warn).open();
        try {
            SymSrvClientBuilder builder = builder(config, paths).fetcher(fetcher);
            file.ifPresent(place -> builder.exclusions(exclusions(place)));
            providers(builder, paths.symbols());
            boolean keepsMisses = config.files().misses().isPresent();
            SymSrvClient client = builder.build();
            return new ClientSession(client, paths.defaultStore(), keepsMisses, List.copyOf(warnings));
        } catch (IOException | RuntimeException e) {
            fetcher.close();
            throw e;
        }
    }

    private Paths paths(SymSrvConfig config, PathEnvironment environment) throws ClientSession.BadPath {
        String defaultStore = DefaultStore.path(request.home(), environment, this::isUsable);
        ParseOptions options = ParseOptions.of(ParseMode.STRICT)
                .on(environment)
                .expanding(config.expandsPath())
                .withDefaultStore(defaultStore);
        EffectivePath effective = new EffectivePath(options, request.ignoreEnvironment(), this::exists);
        try {
            SymbolPath symbols = effective.symbols(request.symbolPath());
            warnings.addAll(symbols.warnings());
            SymbolPath images = effective.images(request.symbolPath());
            images.warnings().stream()
                    .limit(images.warnings().size() - symbols.warnings().size())
                    .map(text -> "_NT_EXECUTABLE_IMAGE_PATH: " + text)
                    .forEach(warnings::add);
            return new Paths(symbols, images, defaultStore);
        } catch (SymbolPathException e) {
            throw new ClientSession.BadPath(e);
        }
    }

    private SymSrvClientBuilder builder(SymSrvConfig config, Paths paths) {
        PathMap given = PathMap.of(request.mounts());
        PathMap shares = new PathMap(Stream.concat(config.shares().mappings().stream(), given.mappings().stream())
                .toList());
        MissSettings misses = new MissSettings(
                MissSettings.DEFAULT.lifetime(),
                MissSettings.DEFAULT.limit(),
                config.files().misses());
        SymSrvClientBuilder builder = SymSrvClient.builder()
                .path(paths.symbols())
                .imagePath(paths.images())
                .defaultStore(machine.workingDirectory().resolve(paths.defaultStore()))
                .temporary(Path.of(machine.property("java.io.tmpdir")))
                .workingDirectory(machine.workingDirectory())
                .shares(shares)
                .settings(config::store)
                .cacheOptions(config.files().cache())
                .clock(machine.clock())
                .maxFileSize(config.http().maxFileSize())
                .misses(misses)
                .blackouts(blackouts(config.ini().timeouts()))
                .options(options(config))
                .listener(request.listener());
        return request.jobs() > 0 ? builder.jobs(request.jobs()) : builder;
    }

    /** The list in {@code symsrv.ini}, as it is when it is needed. */
    private ExclusionList exclusions(Path file) {
        WatchedExclusions.Reader reader = place -> {
            Exclusions list = SymSrvIni.read(place).exclusions();
            return list::matches;
        };
        return new WatchedExclusions(file, reader, machine.clock());
    }

    /** Providers are looked for at once if the path names one, so that what cannot be used is told; else when one is asked for. */
    private void providers(SymSrvClientBuilder builder, SymbolPath path) {
        List<String> wanted = path.elements().stream()
                .flatMap(element -> wanted(element).stream())
                .distinct()
                .toList();
        if (wanted.isEmpty()) {
            builder.providers(() -> installed(text -> request.listener().trace("SYMSRV:  " + text)));
            return;
        }
        List<SymbolServerProvider> all = installed(warnings::add);
        builder.providers(all);
        wanted.stream()
                .filter(dll -> all.stream().noneMatch(provider -> provider.handles(dll)))
                .forEach(dll -> warnings.add("no provider for " + dll));
    }

    private static Optional<String> wanted(PathElement element) {
        if (element instanceof PathElement.Provider provider) {
            return Optional.of(provider.dll());
        }
        boolean bucket = element instanceof PathElement.Chain chain
                && chain.stores().stream().anyMatch(PathStore.Bucket.class::isInstance);
        return bucket ? Optional.of(PathStore.Bucket.DLL) : Optional.empty();
    }

    private static List<SymbolServerProvider> installed(Consumer<String> warnings) {
        Plugins plugins = Plugins.installed();
        plugins.warnings().forEach(warnings);
        return plugins.providers();
    }

    private boolean exists(String place) {
        try {
            return Files.exists(machine.workingDirectory().resolve(place));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean isUsable(String place) {
        try {
            Path directory = Files.createDirectories(machine.workingDirectory().resolve(place));
            return Files.isWritable(directory);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    private static BlackoutSettings blackouts(BlackoutTimeouts timeouts) {
        return timeouts.isOff()
                ? BlackoutSettings.OFF
                : new BlackoutSettings(
                        Duration.ofMinutes(timeouts.trigger()),
                        timeouts.count(),
                        Duration.ofMinutes(timeouts.blackout()));
    }

    private LookupOptions options(SymSrvConfig config) {
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
}
