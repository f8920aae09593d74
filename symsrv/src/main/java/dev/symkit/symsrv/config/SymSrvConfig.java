// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.config;

import dev.symkit.path.IniSettings;
import dev.symkit.path.MountedShares;
import dev.symkit.path.PathMap;
import dev.symkit.path.SymSrvIni;
import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.settings.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code symsrv.ini} and the properties {@code symsrv.*} say. A property counts more than the same key in {@code [http]}. Immutable.
 *
 * @param http limits and manners of the HTTP side
 * @param tls whom the client trusts
 * @param login where credentials may come from
 * @param files how files get into caches
 * @param shares where shares are mounted: {@code [unc]}, then the properties {@code symsrv.unc.*}
 * @param expandsPath whether {@code %VAR%}, {@code $VAR} and {@code ~} in a symbol path are replaced
 * @param warnings one line for each key or value that means nothing, without secrets
 */
public record SymSrvConfig(
        SymSrvIni ini,
        HttpSettings http,
        TlsSettings tls,
        Login login,
        Files files,
        PathMap shares,
        boolean expandsPath,
        Map<IniSettings, StoreSettings> stores,
        List<String> warnings) {
    private static final String PROPERTY = "symsrv.";
    private static final String HTTP = "http.";
    private static final String UNC = "unc.";

    /** The plug-ins for shares and for buckets read these themselves, and check their values. */
    private static final List<String> PLUG_INS = List.of(
            "smb.port",
            "smb.connectTimeout",
            "smb.responseTimeout",
            "smb.user",
            "smb.secretFile",
            "smb.secretEnv",
            "s3.endpoint",
            "s3.pathStyle",
            "s3.region",
            "s3.anonymous",
            "s3.connectTimeout",
            "s3.responseTimeout");

    /** Copies the collections. */
    public SymSrvConfig {
        stores = Map.copyOf(stores);
        warnings = List.copyOf(warnings);
    }

    /**
     * Where credentials may come from besides the settings and the URL of a store (symsrv.md 10.2).
     *
     * @param allowHttp whether they may be sent over plain http
     * @param netrc whether the user's netrc file is read
     * @param providers programs that are asked
     * @param prompts whether the user may be asked
     */
    public record Login(boolean allowHttp, boolean netrc, List<Path> providers, boolean prompts) {
        /** Copies the list. */
        public Login {
            providers = List.copyOf(providers);
        }
    }

    /**
     * How files get into caches and are searched.
     *
     * @param cache how they are written
     * @param misses keeps misses from one process to the next
     * @param autodetect whether a directory with {@code pingme.txt} is taken for a store
     * @param plainCompressed whether compressed files in plain directories count
     * @param symbolsFirst whether {@code symbols/EXT} in a plain directory is looked at before the directory itself
     */
    public record Files(
            CacheOptions cache,
            Optional<Path> misses,
            boolean autodetect,
            boolean plainCompressed,
            boolean symbolsFirst) {}

    private enum PlainOrder {
        DIRECTORY_FIRST,
        SYMBOLS_FIRST
    }

    /**
     * Reads them.
     *
     * @param properties all properties; those whose names do not start with {@code symsrv.} are left alone
     */
    public static SymSrvConfig of(SymSrvIni ini, Map<String, String> properties) {
        List<String> warnings = new ArrayList<>(ini.warnings());
        Map<String, Values.Value> http = new HashMap<>();
        Map<String, Values.Value> others = new HashMap<>();
        ini.http().values().forEach((key, entry) -> http.put(key, new Values.Value(entry.value(), place(ini, entry))));
        properties.forEach((name, text) -> {
            String key = name.toLowerCase(Locale.ROOT);
            Values.Value value = new Values.Value(text.strip(), "property " + name);
            if (key.startsWith(PROPERTY + HTTP)) {
                http.put(key.substring((PROPERTY + HTTP).length()), value);
            } else if (key.startsWith(PROPERTY)) {
                others.put(key.substring(PROPERTY.length()), value);
            }
        });
        Values httpValues = new Values(http, warnings::add);
        HttpSettings httpSettings = HttpOptions.read(httpValues);
        httpValues.tellUnknown();
        Map<IniSettings, StoreSettings> stores = new LinkedHashMap<>();
        ini.stores().forEach(section -> stores.put(section, StoreOptions.read(section, ini.file(), warnings::add)));
        Values values = new Values(others, warnings::add);
        TlsSettings tls = new TlsSettings(values.path("tls.caFile"), values.flag("tls.insecure", false));
        Login login = new Login(
                values.flag("auth.allowHttp", false),
                values.flag("auth.netrc", false),
                values.paths("auth.providers"),
                values.flag("auth.prompts", false));
        Files files = new Files(
                new CacheOptions(
                        values.flag("fsync", false), values.mode("store.dirMode"), values.mode("store.fileMode")),
                values.path("misses.file"),
                values.flag("autodetect", true),
                values.flag("plain.compressed", false),
                values.word("plainOrder", PlainOrder.class, PlainOrder.DIRECTORY_FIRST) == PlainOrder.SYMBOLS_FIRST);
        PathMap shares = shares(ini, values, warnings);
        boolean expands = values.flag("path.expand", false);
        PLUG_INS.forEach(values::text);
        values.tellUnknown();
        return new SymSrvConfig(ini, httpSettings, tls, login, files, shares, expands, stores, warnings);
    }

    private static String place(SymSrvIni ini, IniSettings.Entry entry) {
        return ini.file() + ":" + entry.line();
    }

    /** {@code symsrv.unc.<n>=\\host\share => directory}. */
    private static PathMap shares(SymSrvIni ini, Values values, List<String> warnings) {
        List<PathMap.Mapping> mappings = new ArrayList<>(ini.unc().mappings());
        values.startingWith(UNC, Map.of()).forEach((number, text) -> {
            Optional<PathMap.Mapping> mapping = MountedShares.property(text);
            mapping.ifPresent(mappings::add);
            if (mapping.isEmpty()) {
                warnings.add("property symsrv.unc." + number + ": not \\\\host\\share => directory");
            }
        });
        return new PathMap(mappings);
    }

    /** What is set for a store, by its text in the symbol path. */
    public StoreSettings store(String location) {
        return ini.store(location).map(stores::get).orElse(StoreSettings.DEFAULT);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "SymSrvConfig[" + ini.file() + ", " + http + ", " + tls + ", " + login + ", " + files + "]";
    }
}
