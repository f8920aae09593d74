// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.path.Exclusions;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.UploadKeys;
import java.time.Duration;
import java.util.List;

/**
 * What may be uploaded into a directory, and how it is put there.
 *
 * @param maxFile largest file in bytes
 * @param maxRequest largest archive in bytes
 * @param maxMembers most files in an archive
 * @param maxRatio how much larger a file may be than in its archive
 * @param reject names that are refused
 * @param requirePublic whether PDBs with private symbols are refused
 * @param allowedHosts where archives may be fetched from: {@code host} or {@code host:port}
 * @param sessionIdle how long a session may rest
 * @param canonical whether new directories are spelled canonically
 * @param twoTier whether a store that is created now becomes two-tier
 */
public record UploadRules(
        long maxFile,
        long maxRequest,
        int maxMembers,
        int maxRatio,
        Exclusions reject,
        boolean requirePublic,
        List<String> allowedHosts,
        Duration sessionIdle,
        boolean canonical,
        boolean twoTier) {
    /** Copies the list. */
    public UploadRules {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** The rules of a directory. */
    public static UploadRules of(ConfigSection directory, Configuration all) {
        return new UploadRules(
                all.get(UploadKeys.MAX_FILE),
                all.get(UploadKeys.MAX_REQUEST),
                all.get(UploadKeys.MAX_MEMBERS),
                all.get(UploadKeys.MAX_RATIO),
                new Exclusions(all.get(UploadKeys.REJECT)),
                all.get(UploadKeys.REQUIRE_PUBLIC),
                all.get(UploadKeys.ALLOWED_HOSTS),
                all.get(UploadKeys.SESSION_IDLE),
                directory.get(DirectoryKeys.CASING) == DirectoryKeys.Casing.LOWER,
                directory.get(DirectoryKeys.TIERS) == 2);
    }

    /** Most bytes that so many may unpack to: what is small may be packed as well as it can be. */
    long mostUnpacked(long packed) {
        long most = packed > Long.MAX_VALUE / maxRatio ? Long.MAX_VALUE : packed * maxRatio;
        return Math.min(maxFile, Math.max(most, 1 << 20));
    }
}
