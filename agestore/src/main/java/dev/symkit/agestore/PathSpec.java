// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import dev.symkit.path.MountedShares;
import dev.symkit.path.PathMap;
import dev.symkit.path.UncPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.IOCase;

/**
 * The files a run looks at: a root and a pattern for their names. Immutable.
 *
 * @param root an existing directory, absolute
 * @param pattern {@code *} and {@code ?} stand for characters, all else for itself ignoring case
 */
public record PathSpec(Path root, String pattern) {
    private static final String ALL = "*";

    /** All files of a directory. */
    public static PathSpec all(Path root) {
        return new PathSpec(root, ALL);
    }

    /**
     * Reads a PathSpec: a directory, a directory with a pattern behind it, or a file. A directory that exists is meant, even if its
     * name looks like a pattern. Empty text names nothing: an unset variable of a script must not stand for the current directory.
     *
     * @param workingDirectory what a relative path starts from; its file system decides about separators
     * @param mounts where shares are mounted, each of which {@link #isMount is a pair}
     * @throws AgeException {@code PATH_NOT_FOUND} if there is no such directory. Off Windows this goes for UNC paths on shares that
     *     are not mounted too
     */
    public static PathSpec parse(String text, Path workingDirectory, List<String> mounts) throws IOException {
        return find(PathMap.of(mounts).local(text), workingDirectory)
                .orElseThrow(() -> new AgeException(AgeException.Reason.PATH_NOT_FOUND, "path not found: " + text));
    }

    /** Whether a text has the form {@code \\server\share=directory}. */
    public static boolean isMount(String pair) {
        return PathMap.isPair(pair);
    }

    /**
     * Where shares are mounted: what {@code symsrv.ini} and the properties {@code symsrv.unc.*} say, and more that the command line gives.
     *
     * @param given each of which {@link #isMount is a pair}
     * @param environment tells where {@code symsrv.ini} is
     * @throws IOException if one of these cannot be read
     */
    public static List<String> mounts(List<String> given, Map<String, String> environment, Properties properties)
            throws IOException {
        return MountedShares.pairs(given, environment, properties);
    }

    private static Optional<PathSpec> find(String text, Path workingDirectory) {
        boolean windows = workingDirectory.getFileSystem().getSeparator().equals("\\");
        Optional<Path> whole = resolve(text, workingDirectory);
        if (text.isEmpty() || (!windows && UncPath.isCertain(text))) {
            return Optional.empty();
        }
        if (whole.isPresent() && Files.isDirectory(whole.get())) {
            return Optional.of(all(whole.get()));
        }
        int cut = text.lastIndexOf('/');
        if (windows) {
            cut = Math.max(cut, Math.max(text.lastIndexOf('\\'), text.lastIndexOf(':')));
        }
        String name = text.substring(cut + 1);
        Optional<Path> parent = resolve(text.substring(0, cut + 1), workingDirectory);
        boolean pattern = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
        boolean file = whole.isPresent() && Files.exists(whole.get());
        if (parent.isEmpty() || !Files.isDirectory(parent.get()) || !(pattern || file)) {
            return Optional.empty();
        }
        return Optional.of(new PathSpec(parent.get(), name.equals("*.*") ? ALL : name));
    }

    private static Optional<Path> resolve(String text, Path workingDirectory) {
        try {
            return Optional.of(workingDirectory.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether the pattern holds for the name of a file. */
    boolean matches(String name) {
        return pattern.equals(ALL) || FilenameUtils.wildcardMatch(name, pattern, IOCase.INSENSITIVE);
    }
}
