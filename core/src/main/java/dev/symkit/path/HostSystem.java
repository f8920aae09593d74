// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.Locale;

/** Which of the kinds of system a tool runs on, as far as places of files and the reading of paths depend on it. */
public enum HostSystem {
    /** Windows. */
    WINDOWS("\\"),
    /** macOS. */
    MACOS("/"),
    /** Linux and any other system with slashes. */
    OTHER("/");

    private final String separator;

    HostSystem(String separator) {
        this.separator = separator;
    }

    /** The kind of system that the value of the system property {@code os.name} stands for. */
    public static HostSystem of(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") || name.startsWith("darwin") ? MACOS : OTHER;
    }

    /** What stands between the names of a path. */
    String separator() {
        return separator;
    }
}
