// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.path.MountedShares;
import dev.symkit.path.PathMap;
import dev.symkit.path.UncPath;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Paths as they are given on a command line. */
public final class Operand {
    private Operand() {}

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

    /**
     * The file that a path means.
     *
     * @param text relative, absolute, or on a share
     * @param workingDirectory what a relative path starts from
     * @param mounts where shares are mounted, each of which {@link #isMount is a pair}
     * @throws PdbCopyException {@code NOT_ACCESSIBLE} if it is on a share that is not mounted, or no path of this system
     */
    public static Path resolve(String text, Path workingDirectory, List<String> mounts) throws PdbCopyException {
        String local = PathMap.of(mounts).local(text);
        boolean windows = workingDirectory.getFileSystem().getSeparator().equals("\\");
        if (!windows && UncPath.isCertain(local)) {
            throw new PdbCopyException(
                    Reason.NOT_ACCESSIBLE, text + " is on a share that is not mounted here (--map says where one is)");
        }
        try {
            return workingDirectory.resolve(local).normalize();
        } catch (InvalidPathException e) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, text + " is no path of this system");
        }
    }
}
