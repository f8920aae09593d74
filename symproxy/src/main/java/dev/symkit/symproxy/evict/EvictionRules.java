// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.evict;

import dev.symkit.symproxy.config.AgingKeys;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.SpaceLimit;
import dev.symkit.symproxy.config.StorageKeys;
import java.time.Duration;

/**
 * When files of a directory go.
 *
 * @param managed whether symstore writes to it too: keys with {@code refs.ptr} stay, and its lock is held
 * @param quota most bytes
 * @param minFree space that stays free on its disk
 * @param byAge whether what is there longest goes first, not what is unused longest
 * @param maxUnused after which a key goes whatever space there is; zero for never
 * @param minAge younger files stay
 * @param target share of the quota that is left
 */
public record EvictionRules(
        boolean managed,
        SpaceLimit quota,
        SpaceLimit minFree,
        boolean byAge,
        Duration maxUnused,
        Duration minAge,
        double target) {
    /** The rules of a directory from which files may go. */
    public static EvictionRules of(ConfigSection directory, Configuration all) {
        return new EvictionRules(
                directory.get(DirectoryKeys.KIND) == DirectoryKeys.Kind.MIXED && !StorageKeys.isBucket(all),
                directory.get(DirectoryKeys.QUOTA),
                directory.get(DirectoryKeys.MIN_FREE_DISK),
                directory.get(DirectoryKeys.EVICT) == DirectoryKeys.Evict.AGE,
                directory.get(DirectoryKeys.MAX_UNUSED),
                all.get(AgingKeys.MIN_AGE),
                all.get(AgingKeys.TARGET));
    }

    /** Whether files of a directory may go at all. */
    public static boolean applyTo(ConfigSection directory, Configuration all) {
        return directory.get(DirectoryKeys.KIND) != DirectoryKeys.Kind.STORE || StorageKeys.isCache(directory, all);
    }
}
