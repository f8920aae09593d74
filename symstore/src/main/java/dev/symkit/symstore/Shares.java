// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.path.MountedShares;
import dev.symkit.path.PathMap;
import dev.symkit.path.UncPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where shares of other machines are mounted on this one.
 *
 * @param map the directories by share
 */
public record Shares(PathMap map) {
    /** Nothing is mounted. */
    public static final Shares NONE = new Shares(PathMap.NONE);

    /** Whether a text has the form {@code \\\\server\\share=directory}. */
    public static boolean isPair(String pair) {
        return PathMap.isPair(pair);
    }

    /**
     * What {@code symsrv.ini} and the properties {@code symsrv.unc.*} say, and more that the command line gives.
     *
     * @param pairs of which each {@link #isPair is one}
     * @param environment tells where {@code symsrv.ini} is
     * @throws IOException if one of these cannot be read
     */
    public static Shares configured(List<String> pairs, Map<String, String> environment, Properties properties)
            throws IOException {
        return new Shares(PathMap.of(MountedShares.pairs(pairs, environment, properties)));
    }

    /** Whether a path has the form of one on a share: two slashes or backslashes first. */
    public static boolean isShared(String path) {
        return UncPath.is(path);
    }

    /** Where a path is mounted; empty if it is on no share that is. */
    public Optional<PathMap.Mapped> find(String path) {
        return map.find(path);
    }

    /** Where a path is on this machine: below a directory where its share is mounted, else the path itself. */
    public String local(String path) {
        return map.local(path);
    }

    /** Whether a path stays as it is given when it is recorded: it is on a share, whatever is mounted here. */
    public boolean isRecordedAsGiven(String path) {
        return UncPath.isCertain(path) || find(path).isPresent();
    }
}
