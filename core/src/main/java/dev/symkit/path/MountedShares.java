// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where shares are mounted, for tools that have no other use for {@code symsrv.ini} (symsrv.md 4.4): its section {@code [unc]}, then the
 * properties {@code symsrv.unc.<n>}, then what the command line gives.
 */
public final class MountedShares {
    private static final String PROPERTY = "symsrv.unc.";

    private MountedShares() {}

    /** The mapping that the value of a property means, {@code \\server\share => directory}; empty if it is none. */
    public static Optional<PathMap.Mapping> property(String value) {
        return PathMap.Mapping.parse(value.replaceFirst("=>", "="));
    }

    /**
     * All of them, as texts {@code \\server\share=directory}, those that count more behind the others.
     *
     * @param given what the command line gives
     * @param environment tells where {@code symsrv.ini} is
     * @throws IOException if {@code symsrv.ini} cannot be read, or a property has another form
     */
    public static List<String> pairs(List<String> given, Map<String, String> environment, Properties properties)
            throws IOException {
        List<String> pairs = new ArrayList<>();
        ini(environment, properties).unc().mappings().forEach(mapping -> pairs.add(text(mapping)));
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> sorted.put(name, properties.getProperty(name, "")));
        for (Map.Entry<String, String> property : sorted.entrySet()) {
            if (property.getKey().toLowerCase(Locale.ROOT).startsWith(PROPERTY)) {
                pairs.add(text(property(property.getValue())
                        .orElseThrow(() -> new IOException(
                                "property " + property.getKey() + ": not \\\\host\\share => directory"))));
            }
        }
        pairs.addAll(given);
        return List.copyOf(pairs);
    }

    private static String text(PathMap.Mapping mapping) {
        return mapping.share() + "=" + mapping.directory();
    }

    private static SymSrvIni ini(Map<String, String> environment, Properties properties) throws IOException {
        PathEnvironment places = new PathEnvironment(
                HostSystem.of(properties.getProperty("os.name", "")),
                environment,
                properties.getProperty("user.home", ""),
                "");
        Optional<String> place = SymSrvIni.locate("", places, MountedShares::exists);
        return place.isPresent() ? SymSrvIni.read(Path.of(place.get())) : SymSrvIni.NONE;
    }

    private static boolean exists(String place) {
        try {
            return Files.exists(Path.of(place));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
