// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.AuthKeys;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.config.StorageKeys;
import dev.symkit.symproxy.disk.StoreListing;
import dev.symkit.symproxy.fill.FillService;
import dev.symkit.symproxy.fill.Filler;
import dev.symkit.symproxy.fill.Upstream;
import dev.symkit.symproxy.fill.Upstreams;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.route.TargetParser;
import dev.symkit.symproxy.route.TargetRules;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.DirectoryService;
import dev.symkit.symproxy.serve.FileResponses;
import dev.symkit.symproxy.serve.HotFiles;
import dev.symkit.symproxy.serve.Listings;
import dev.symkit.symproxy.serve.Putting;
import dev.symkit.symproxy.serve.Site;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configuration made into what is served. Immutable; closing it ends its upstreams.
 *
 * @param configuration what it was made of
 * @param site what is served
 * @param directories those served
 * @param upstreams those asked
 * @param fillers by the names of their directories
 * @param fills the searches
 * @param hot files in memory
 */
record Sites(
        Configuration configuration,
        Site site,
        List<ServedDirectory> directories,
        List<Upstream> upstreams,
        Map<String, Filler> fillers,
        FillService fills,
        HotFiles hot)
        implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);

    /** Copies the collections. */
    Sites {
        directories = List.copyOf(directories);
        upstreams = List.copyOf(upstreams);
        fillers = Map.copyOf(fillers);
    }

    /** What sites are made with besides their configuration. */
    record Parts(
            Shared shared,
            Access access,
            Predicate<String> excluded,
            Map<String, Putting> uploads,
            Optional<Site.Services> services) {}

    /**
     * Makes a site.
     *
     * @param directories those of the configuration, open
     * @throws IOException if an upstream cannot be set up
     */
    static Sites open(Configuration all, List<ServedDirectory> directories, Parts parts) throws IOException {
        Shared shared = parts.shared();
        Upstreams upstreams = Upstreams.open(all, shared.environment());
        FillService fills = new FillService(
                shared.flights(), shared.misses(), shared.reporter(), FillService.Settings.of(all, shared.shares()));
        boolean open = all.get(AuthKeys.READ).contains(AuthKeys.Means.ANONYMOUS);
        FileResponses responses = new FileResponses(!open, all.get(ServerKeys.CDN));
        HotFiles hot = new HotFiles(all.get(ServerKeys.MEMORY_CACHE));
        Map<String, Filler> fillers = new HashMap<>();
        Map<String, Site.Directory> served = new HashMap<>();
        for (ServedDirectory one : directories) {
            ConfigSection section = one.section();
            Filler filler = new Filler(
                    fills,
                    one.place(),
                    upstreams.of(section),
                    shared.buckets().of(section.argument()),
                    key -> one.directory().find(key, Leaf.FILE).isPresent());
            fillers.put(section.argument(), filler);
            DirectoryService service = new DirectoryService(
                    rules(section, all, parts.excluded()),
                    one.directory(),
                    filler,
                    shared.misses(),
                    responses,
                    one.sidecars(),
                    hot);
            served.put(
                    section.argument(),
                    new Site.Directory(
                            service,
                            section.get(DirectoryKeys.TIERS),
                            Optional.ofNullable(parts.uploads().get(section.argument())),
                            listings(one)));
        }
        boolean windows = FileSystems.getDefault().getSeparator().equals("\\");
        TargetRules rules = TargetRules.of(all.directoryNames(), all.get(AuthKeys.TOKEN_IN_PATH), windows);
        TargetParser parser = new TargetParser(rules.listing(all.directories().stream()
                .filter(section -> section.get(DirectoryKeys.LISTING))
                .map(ConfigSection::argument)
                .toList()));
        Site site = new Site(parser, parts.access(), served, all.get(ServerKeys.DEBUGINFOD), parts.services());
        return new Sites(all, site, directories, upstreams.all(), fillers, fills, hot);
    }

    private static Optional<Listings> listings(ServedDirectory one) {
        ConfigSection section = one.section();
        if (!section.get(DirectoryKeys.LISTING)) {
            return Optional.empty();
        }
        boolean pointers = section.get(DirectoryKeys.POINTERS) == DirectoryKeys.Pointers.EXPOSE;
        StoreListing listing = new StoreListing(one.directory().root(), pointers);
        return Optional.of(new Listings(new ListingPages(section.argument(), listing)));
    }

    private static DirectoryService.Rules rules(ConfigSection section, Configuration all, Predicate<String> excluded) {
        return new DirectoryService.Rules(
                section.get(DirectoryKeys.MODE),
                section.get(DirectoryKeys.SERVE_COMPRESSED),
                StorageKeys.isCache(section, all),
                all.get(ServerKeys.ON_UPSTREAM_DOWN),
                all.get(ServerKeys.RESPONSE_TIMEOUT),
                all.get(MissKeys.CLIENT_MAX_AGE),
                excluded);
    }

    /** Forgets files in memory, because some on disk went. */
    void forgetHot() {
        hot.clear();
    }

    /** Which directories nothing can be written to, in words. */
    List<String> notWritable() {
        return directories.stream()
                .filter(one -> !one.isWritable())
                .map(one -> "cannot write to " + one.directory().root())
                .toList();
    }

    @Override
    public void close() {
        fills.close();
        fillers.values().forEach(Sites::close);
        upstreams.forEach(Sites::close);
    }

    private static void close(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            LOG.warn("closing: {}", e.getMessage());
        }
    }
}
