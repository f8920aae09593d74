// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys of {@code [auth]}: who may do what. */
public final class AuthKeys {
    private static final Keys KEYS = new Keys("auth");

    public static final ConfigKey<List<Means>> READ =
            KEYS.key("read", ValueType.words(Means.class), "anonymous", "Who may read.");
    public static final ConfigKey<List<Means>> UPLOAD =
            KEYS.key("upload", ValueType.words(Means.class), "token", "Who may upload.");
    public static final ConfigKey<List<Means>> ADMIN =
            KEYS.key("admin", ValueType.words(Means.class), "token", "Who may use the services that change something.");
    public static final ConfigKey<Path> TOKENS_FILE = KEYS.key(
            "tokensFile",
            ValueType.PATH,
            "tokens.db",
            "File of the API tokens, below the data directory if it is relative.");
    public static final ConfigKey<Path> USERS_FILE = KEYS.optional(
            "usersFile", ValueType.PATH, "Users with their passwords, as htpasswd -B writes them (bcrypt).");
    public static final ConfigKey<Boolean> TOKEN_IN_PATH = KEYS.key(
            "tokenInPath",
            ValueType.FLAG,
            "off",
            "Whether a token may stand in the path, /~TOKEN/..., for clients that cannot send credentials.");
    public static final ConfigKey<Duration> TOKEN_TTL =
            KEYS.key("tokenTtl", ValueType.DURATION, "365d", "How long a new token is valid.");
    public static final ConfigKey<Boolean> HIDE =
            KEYS.key("hide", ValueType.FLAG, "off", "Whether who may not read hears 404 instead of 401 or 403.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** How a client shows who it is. */
    public enum Means {
        /** Not at all. */
        ANONYMOUS,
        /** User and password, or any user and a token. */
        BASIC,
        /** A token: Bearer, Auth-Token, the password of Basic, or in the path. */
        TOKEN,
        /** A certificate. */
        MTLS
    }

    private AuthKeys() {}
}
