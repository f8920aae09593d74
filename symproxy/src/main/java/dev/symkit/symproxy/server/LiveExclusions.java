// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.path.Exclusions;
import dev.symkit.path.SymSrvIni;
import dev.symkit.symproxy.config.ConfigFile;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symsrv.client.memory.ExclusionList;
import dev.symkit.symsrv.client.memory.WatchedExclusions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Names that are never looked up: those of the section {@code [exclusions]} of the configuration, and of {@code symsrv.ini} beside it. Both
 * files are looked at again, at most once a second, so that a name can be added without telling the server.
 */
final class LiveExclusions {
    private static final String SECTION = "exclusions";

    private LiveExclusions() {}

    /** The names; where there is no file, those of the configuration. */
    static Predicate<String> of(Configuration configuration, Optional<Path> file, InstantSource clock) {
        List<ExclusionList> lists = new ArrayList<>();
        if (file.isEmpty()) {
            Exclusions fixed = configuration.exclusions();
            return fixed.patterns().isEmpty() ? name -> false : fixed::matches;
        }
        Path own = file.get().toAbsolutePath();
        lists.add(new WatchedExclusions(own, path -> section(path)::matches, clock));
        Path beside = own.resolveSibling(SymSrvIni.NAME);
        if (Files.exists(beside)) {
            lists.add(new WatchedExclusions(beside, path -> SymSrvIni.read(path).exclusions()::matches, clock));
        }
        return name -> {
            for (ExclusionList list : lists) {
                if (list.excludes(name)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Exclusions section(Path file) throws java.io.IOException {
        return new Exclusions(ConfigFile.read(file).sections().stream()
                .filter(section -> section.name().equals(SECTION))
                .flatMap(section -> section.lines().stream())
                .map(line -> line.text())
                .toList());
    }
}
