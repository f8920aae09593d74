// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What has to hold between the sections of a configuration. Immutable. */
record ConfigRules(Configuration configuration) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]*");

    /** What does not hold. */
    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (configuration.directories().isEmpty()) {
            problems.add(fatal("[directory]", "there is none: nothing to serve"));
        }
        Map<Path, String> paths = new HashMap<>();
        for (ConfigSection directory : configuration.directories()) {
            problems.addAll(directory(directory));
            directory.find(DirectoryKeys.PATH).ifPresent(path -> {
                String other = paths.put(path.toAbsolutePath().normalize(), directory.head());
                if (other != null) {
                    problems.add(fatal(directory.head(), "has the path of " + other));
                }
            });
        }
        Set<String> used = new HashSet<>();
        configuration
                .directories()
                .forEach(directory ->
                        directory.get(DirectoryKeys.UPSTREAM).forEach(name -> used.add(name.toLowerCase(Locale.ROOT))));
        for (ConfigSection upstream : configuration.upstreams()) {
            if (upstream.argument().isEmpty()) {
                problems.add(fatal(upstream.head(), "an upstream needs a name"));
            }
            if (upstream.find(UpstreamKeys.URL).isEmpty()) {
                problems.add(fatal(upstream.head(), "has no url"));
            }
            if (UpstreamKeys.isMissTimeoutWrong(upstream)) {
                problems.add(fatal(upstream.head(), "missTimeout is neither a time nor inherit"));
            }
            if (!used.contains(upstream.argument().toLowerCase(Locale.ROOT))) {
                problems.add(new ConfigProblem(upstream.head(), "no directory uses it", false));
            }
        }
        if (!configuration.get(ServerKeys.WORKERS).matches("(?i)auto|[1-9]\\d{0,4}")) {
            problems.add(fatal("[server]", "workers is neither auto nor a number from 1 to 99999"));
        }
        problems.addAll(listeners());
        problems.addAll(new StorageRules(configuration).problems());
        return problems;
    }

    private List<ConfigProblem> directory(ConfigSection directory) {
        List<ConfigProblem> problems = new ArrayList<>();
        String name = directory.argument();
        if (!NAME.matcher(name).matches()
                || name.startsWith(".")
                || DirectoryKeys.RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            problems.add(fatal(directory.head(), "that name cannot be part of a URL here"));
        }
        Optional<Path> path = directory.find(DirectoryKeys.PATH);
        if (path.isEmpty()) {
            problems.add(fatal(directory.head(), "has no path"));
        }
        boolean cache = directory.get(DirectoryKeys.KIND) == DirectoryKeys.Kind.CACHE;
        if (directory.get(DirectoryKeys.UPLOADS) && cache) {
            problems.add(fatal(directory.head(), "uploads need kind = store or mixed"));
        }
        boolean fillOnly = directory.get(DirectoryKeys.MODE) == DirectoryKeys.Mode.FILL_ONLY;
        if (fillOnly && directory.get(DirectoryKeys.UPSTREAM).isEmpty() && !StorageKeys.isBucket(configuration)) {
            problems.add(fatal(directory.head(), "mode = fill-only needs an upstream"));
        }
        for (String upstream : directory.get(DirectoryKeys.UPSTREAM)) {
            if (configuration.upstream(upstream).isEmpty()) {
                problems.add(fatal(directory.head(), "there is no [upstream " + upstream + "]"));
            }
        }
        return problems;
    }

    private List<ConfigProblem> listeners() {
        List<ConfigProblem> problems = new ArrayList<>();
        boolean tls = false;
        List<String> all = new ArrayList<>(configuration.get(ServerKeys.LISTEN));
        String admin = configuration.get(ServerKeys.ADMIN_LISTEN);
        if (all.isEmpty()) {
            problems.add(fatal("[server]", "listen is empty"));
        }
        if (!admin.equalsIgnoreCase("main") && !admin.equalsIgnoreCase("off")) {
            all.add(admin);
        }
        for (String text : all) {
            Optional<ListenAddress> address = ListenAddress.parse(text);
            tls |= address.filter(ListenAddress::tls).isPresent();
            if (address.isEmpty()) {
                problems.add(
                        fatal("[server]", "'" + text + "' is no address such as 0.0.0.0:8080 or https://[::]:8443"));
            }
        }
        if (tls && configuration.find(TlsKeys.CERT).isEmpty()) {
            problems.add(fatal("[tls]", "an https:// listener needs cert"));
        }
        return problems;
    }

    private static ConfigProblem fatal(String place, String text) {
        return new ConfigProblem(place, text, true);
    }
}
