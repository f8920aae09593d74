// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.path.PathMap;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.DirectoryKeys.Kind;
import dev.symkit.symproxy.config.DirectoryKeys.Pointers;
import dev.symkit.symproxy.config.FillKeys;
import dev.symkit.symproxy.config.StorageKeys;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.fill.FillPlace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a section of the configuration says of a directory, for all who work with it: the server and the commands beside it.
 *
 * @param section the section
 * @param settings how its files are found
 * @param place where files go that are fetched
 * @param bucket whether it is a cache in front of a bucket, whatever its section says
 */
public record DirectoryParts(ConfigSection section, StoreDirectory.Settings settings, FillPlace place, boolean bucket) {
    /**
     * The parts of a directory. Nothing is looked at on disk.
     *
     * @param shares where shares are mounted
     */
    public static DirectoryParts of(ConfigSection section, Configuration all, PathMap shares) {
        Path root = section.get(DirectoryKeys.PATH).toAbsolutePath().normalize();
        Path own = root.resolve(StoreNames.SYMPROXY);
        Path unpacked = StorageKeys.isCache(section, all) ? root : own.resolve("plain");
        Pointers pointers = section.get(DirectoryKeys.POINTERS);
        StoreDirectory.Settings settings = new StoreDirectory.Settings(
                section.argument(),
                root,
                section.get(DirectoryKeys.TIERS) == 2 ? Tier.TWO : Tier.ONE,
                unpacked,
                pointers != Pointers.NONE,
                pointers == Pointers.EXPOSE,
                section.get(DirectoryKeys.POINTERS_ROOTS),
                shares);
        boolean lower = section.get(DirectoryKeys.CASING) == DirectoryKeys.Casing.LOWER;
        FillPlace place = new FillPlace(
                section.argument(), root, unpacked, own.resolve("tmp"), lower, all.get(FillKeys.UNCOMPRESS));
        return new DirectoryParts(section, settings, place, StorageKeys.isBucket(all));
    }

    /** Its name in the configuration. */
    public String name() {
        return place.name();
    }

    /** The root of its store. */
    public Path root() {
        return place.root();
    }

    /** What the directory is. */
    public Kind kind() {
        return section.get(DirectoryKeys.KIND);
    }

    /**
     * Makes what is missing of it.
     *
     * @throws IOException if that fails; the message names the directory
     */
    public void prepare() throws IOException {
        try {
            if (bucket && Files.exists(root().resolve(StoreNames.ADMIN))) {
                throw new IOException(
                        "it holds a managed store (000Admin), and in front of a bucket it would be a cache");
            }
            boolean isNew = Files.notExists(root());
            Files.createDirectories(root());
            Files.createDirectories(place.temporary());
            if (isNew && (bucket || kind() == Kind.CACHE)) {
                touch(root().resolve(StoreNames.PINGME));
            }
            if (isNew && settings.tier() == Tier.TWO) {
                touch(root().resolve(Tier.MARKER));
            }
        } catch (IOException e) {
            throw new IOException(section.head() + ": cannot use " + root() + ": " + e, e);
        }
    }

    private static void touch(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return; // another instance was quicker
        }
    }
}
