// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.List;
import java.util.Locale;

/** Directories as text, whatever system this runs on. */
final class PathText {
    private PathText() {}

    /** A directory without blanks around it and slashes at its end; a root keeps its slash. */
    static String trimmed(String text) {
        String path = text.strip();
        while (path.length() > 1 && isSlash(path, path.length() - 1) && !isDriveRoot(path)) {
            path = path.substring(0, path.length() - 1).strip();
        }
        return path;
    }

    /** Whether a path starts at a place of its own rather than at the working directory. */
    static boolean isAbsolute(String path) {
        return isSlash(path, 0) || hasDrive(path, 0);
    }

    /** Whether a path can only be one of Windows: it starts with a drive or a backslash. */
    static boolean isWindows(String path) {
        return path.startsWith("\\") || hasDrive(path, 0);
    }

    /** Whether a path is one of the device paths <code>\\?\</code> or <code>\\.\</code>. */
    static boolean isDevice(String path) {
        return path.length() >= 4
                && isSlash(path, 0)
                && isSlash(path, 1)
                && (path.charAt(2) == '?' || path.charAt(2) == '.')
                && isSlash(path, 3);
    }

    /** Where a device path names a share: the index behind <code>\\?\UNC\</code>; -1 for any other path. */
    static int deviceShare(String path) {
        return isDevice(path) && path.length() > 8 && path.substring(4, 7).equalsIgnoreCase("UNC") && isSlash(path, 7)
                ? 8
                : -1;
    }

    /** A text that is equal for paths of the same place, as far as text tells. */
    static String comparable(String path, HostSystem system) {
        if (system != HostSystem.WINDOWS && !isWindows(path)) {
            return trimmed(path);
        }
        return trimmed(path).replace('/', '\\').toLowerCase(Locale.ROOT);
    }

    static boolean isSlash(String path, int at) {
        return at < path.length() && (path.charAt(at) == '/' || path.charAt(at) == '\\');
    }

    /** The names of a path below its root. */
    static List<String> names(String path, HostSystem system) {
        return UncPath.parts(comparable(path, system));
    }

    private static boolean hasDrive(String path, int at) {
        if (path.length() < at + 2 || path.charAt(at + 1) != ':') {
            return false;
        }
        char letter = path.charAt(at);
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean isDriveRoot(String path) {
        int start = isDevice(path) ? 4 : 0;
        return path.length() == start + 3 && hasDrive(path, start);
    }
}
