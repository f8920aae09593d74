// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.symproxy.bucket.BucketListener;
import dev.symkit.symproxy.bucket.Buckets;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What keeps a configuration with a bucket from being used on this machine, found out without asking the bucket. */
public final class StorageProblems {
    private StorageProblems() {}

    /** The problems, in words. */
    public static List<String> of(Configuration all) {
        List<String> problems = new ArrayList<>();
        try (Buckets buckets = Buckets.of(all, BucketListener.NONE)) {
            for (ConfigSection directory : all.directories()) {
                boolean behind = buckets.of(directory.argument()).isPresent();
                Optional<Path> path = directory.find(DirectoryKeys.PATH);
                if (behind && path.isPresent() && Files.exists(path.get().resolve(StoreNames.ADMIN))) {
                    problems.add(directory.head() + ": " + path.get()
                            + ": it holds a managed store (000Admin), and in front of a bucket it would be a cache");
                }
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }
}
