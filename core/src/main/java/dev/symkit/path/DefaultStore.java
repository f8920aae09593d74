// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Place of the default downstream store. In Microsoft's tools it is {@code sym} in the home directory, which {@code DBGHELP_HOMEDIR} and
 * options set (documented), and {@code C:\ProgramData\Dbg\sym} in current debuggers (observed); the other places are our choice. Has no
 * state.
 */
public final class DefaultStore {
    private static final String HOME = "DBGHELP_HOMEDIR";

    private DefaultStore() {}

    /**
     * The path of the default store. The first of these that applies: {@code sym} in the given home, or in {@code DBGHELP_HOMEDIR}; on
     * Windows {@code Dbg\sym} in {@code %ProgramData%} if that can be used, else in {@code %LocalAppData%}; on macOS
     * {@code Library/Caches/dbg/sym} in the user's home; elsewhere {@code dbg/sym} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
     *
     * @param home value of the option that names the home directory; empty: not given
     * @param usable whether a directory exists or can be created; asked on Windows only
     */
    public static String path(String home, PathEnvironment environment, Predicate<String> usable) {
        Optional<String> base = home.isBlank() ? environment.variable(HOME) : Optional.of(home);
        if (base.isPresent()) {
            return environment.join(base.get(), "sym");
        }
        return switch (environment.system()) {
            case WINDOWS -> windows(environment, usable);
            case MACOS -> environment.join(environment.userHome(), "Library", "Caches", "dbg", "sym");
            case OTHER ->
                environment.join(
                        environment
                                .absolute("XDG_CACHE_HOME")
                                .orElseGet(() -> environment.join(environment.userHome(), ".cache")),
                        "dbg",
                        "sym");
        };
    }

    private static String windows(PathEnvironment environment, Predicate<String> usable) {
        return environment
                .variable("ProgramData")
                .map(data -> environment.join(data, "Dbg", "sym"))
                .filter(usable)
                .orElseGet(() -> {
                    String local = environment
                            .variable("LocalAppData")
                            .orElseGet(() -> environment.join(environment.userHome(), "AppData", "Local"));
                    return environment.join(local, "Dbg", "sym");
                });
    }
}
