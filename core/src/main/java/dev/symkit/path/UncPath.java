// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.ArrayList;
import java.util.List;

/** UNC paths as text: {@code \\server\share\rest}, with either slash. */
public final class UncPath {
    private UncPath() {}

    /** Whether a text starts as a UNC path does: with two backslashes or two slashes. */
    public static boolean is(String text) {
        return text.startsWith("\\\\") || text.startsWith("//");
    }

    /** Whether a text is a UNC path in the form that no other path has: with two backslashes. */
    public static boolean isCertain(String text) {
        return text.startsWith("\\\\");
    }

    /** The parts of a path between slashes of either kind, without empty ones. */
    public static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
                if (i > start) {
                    parts.add(path.substring(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
