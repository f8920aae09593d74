// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.path.PathMap;
import dev.symkit.path.UncPath;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files that pointers of a store lead to (symsrv.md 4.3, symproxy.md 8.5). Only files of the store itself and below the roots that
 * are allowed count, links resolved. Thread-safe.
 */
final class PointerFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PointerFiles.class);

    private final Path store;
    private final List<String> roots;
    private final PathMap shares;

    /**
     * A finder.
     *
     * @param roots directories and shares that pointers may lead to
     * @param shares where shares are mounted
     */
    PointerFiles(Path store, List<String> roots, PathMap shares) {
        this.store = store;
        this.roots = List.copyOf(roots);
        this.shares = shares;
    }

    /** The file that a pointer leads to, as it is or compressed; empty if there is none, or none that may be served. */
    Optional<Path> target(Path pointer) {
        try (InputStream in = Files.newInputStream(pointer)) {
            FilePointer parsed = FilePointer.parse(in.readNBytes(FilePointer.MAX_SIZE));
            if (parsed.target().isEmpty()) {
                return Optional.empty();
            }
            for (Path candidate : candidates(parsed.target().get(), pointer)) {
                if (Files.isRegularFile(candidate)) {
                    return allowed(candidate, pointer);
                }
            }
            LOG.debug(
                    "{} leads to {}, which is not there",
                    pointer,
                    parsed.target().get());
        } catch (IOException | InvalidPathException e) {
            LOG.warn("{} cannot be followed: {}", pointer, e.getMessage());
        }
        return Optional.empty();
    }

    private List<Path> candidates(String text, Path pointer) {
        List<Path> paths = new ArrayList<>();
        boolean windows = store.getFileSystem().getSeparator().equals("\\");
        String local = shares.find(text).map(PathMap.Mapped::local).orElse(text);
        if (!windows && UncPath.isCertain(local)) {
            return List.of(); // a share that is not mounted
        }
        Path path = Path.of(windows ? local : local.replace('\\', '/'));
        List<Path> bases =
                path.isAbsolute() ? List.of(path) : List.of(store.resolve(path), pointer.resolveSibling(path));
        for (Path base : bases) {
            paths.add(base.normalize());
            StoreNames.compressed(String.valueOf(base.getFileName()))
                    .ifPresent(name -> paths.add(base.resolveSibling(name).normalize()));
        }
        return paths;
    }

    private Optional<Path> allowed(Path file, Path pointer) throws IOException {
        Path real = file.toRealPath();
        if (real.startsWith(store.toRealPath())) {
            return Optional.of(real);
        }
        for (String root : roots) {
            Path allowed = Path.of(shares.find(root).map(PathMap.Mapped::local).orElse(root));
            if (Files.isDirectory(allowed) && real.startsWith(allowed.toRealPath())) {
                return Optional.of(real);
            }
        }
        LOG.warn("{} leads to {}, which is below no root of pointers.roots: not served", pointer, real);
        return Optional.empty();
    }
}
