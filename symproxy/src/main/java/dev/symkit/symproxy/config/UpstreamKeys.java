// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.symsrv.settings.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code [upstream NAME]}: a store that caches are filled from. */
public final class UpstreamKeys {
    private static final Keys KEYS = new Keys("upstream");

    public static final ConfigKey<String> URL =
            KEYS.optional("url", ValueType.TEXT, "http(s)://, s3://bucket/prefix, a share or a directory.");
    public static final ConfigKey<List<String>> INCLUDE =
            KEYS.key("include", ValueType.LIST, "*", "Patterns of file names that are asked for there.");
    public static final ConfigKey<List<String>> EXCLUDE =
            KEYS.key("exclude", ValueType.LIST, "", "Patterns of file names that are not.");
    public static final ConfigKey<Integer> MAX_CONCURRENT =
            KEYS.key("maxConcurrent", ValueType.NUMBER_FROM_1, "16", "Most searches there at the same time.");
    public static final ConfigKey<Duration> CONNECT_TIMEOUT =
            KEYS.key("connectTimeout", ValueType.DURATION, "5s", "For the connection.");
    public static final ConfigKey<Duration> RESPONSE_TIMEOUT =
            KEYS.key("responseTimeout", ValueType.DURATION, "30s", "Until the head of the answer is there.");
    public static final ConfigKey<Long> MIN_SPEED =
            KEYS.key("minSpeed", ValueType.RATE, "50K/s", "Slower transfers are given up; 0 for never.");
    public static final ConfigKey<Integer> RETRIES =
            KEYS.key("retries", ValueType.NUMBER_FROM_0, "2", "How often a request that failed is repeated.");
    public static final ConfigKey<Integer> URI_FILTER = KEYS.key(
            "uriFilter",
            ValueType.NUMBER_FROM_0,
            "0x03",
            "Which forms are asked for: 1 the file, 2 compressed, 4 a pointer.");
    public static final ConfigKey<Integer> TIERS =
            KEYS.key("tiers", ValueType.TIERS, "auto", "Tiers of that store; auto asks it.");
    public static final ConfigKey<StoreSettings.Casing> CASING = KEYS.key(
            "casing", ValueType.word(StoreSettings.Casing.class), "default", "How keys are written in requests.");
    public static final ConfigKey<Login> AUTH =
            KEYS.key("auth", ValueType.word(Login.class), "none", "What is sent to be let in.");
    public static final ConfigKey<String> USER = KEYS.optional("user", ValueType.TEXT, "User, for auth = basic.");
    public static final ConfigKey<String> SECRET =
            KEYS.secret("secret", "Password, token, header or password of the certificate.");
    public static final ConfigKey<Path> CERTIFICATE =
            KEYS.optional("certificate", ValueType.PATH, "Certificate for auth = mtls, PKCS#12 or PEM.");
    public static final ConfigKey<StoreSettings.On403> ON403 =
            KEYS.key("on403", ValueType.word(StoreSettings.On403.class), "auto", "What the status 403 means there.");
    public static final ConfigKey<String> PROXY =
            KEYS.key("proxy", ValueType.TEXT, "inherit", "Proxy for it: inherit, none or HOST:PORT.");
    public static final ConfigKey<Integer> RETRY_APP_HANG = KEYS.key(
            "retryAppHang", ValueType.NUMBER_FROM_0, "20", "How often a server that says it is busy is asked again.");
    public static final ConfigKey<String> MISS_TIMEOUT = KEYS.key(
            "missTimeout", ValueType.TEXT, "inherit", "How long a miss there is remembered, if not as [misses] says.");
    public static final ConfigKey<Boolean> PERSISTENT_MISS = KEYS.key(
            "persistentMiss",
            ValueType.FLAG,
            "off",
            "Whether that store never gains files, so that misses are kept for misses.ageTimeout.");

    /** In front of the name of a request header. */
    public static final String HEADERS = "headers.";

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** What is sent to be let in. */
    public enum Login {
        /** Nothing. */
        NONE,
        /** User and password. */
        BASIC,
        /** A token. */
        BEARER,
        /** A header. */
        HEADER,
        /** A certificate. */
        MTLS
    }

    private UpstreamKeys() {}

    /** How long a miss there is remembered; empty if as {@code [misses]} says. */
    public static Optional<Duration> missTimeout(ConfigSection upstream) {
        return isInherited(upstream) ? Optional.empty() : ValueType.DURATION.parse(upstream.get(MISS_TIMEOUT));
    }

    /** Whether a time is given that is none. */
    static boolean isMissTimeoutWrong(ConfigSection upstream) {
        return !isInherited(upstream) && missTimeout(upstream).isEmpty();
    }

    private static boolean isInherited(ConfigSection upstream) {
        return upstream.get(MISS_TIMEOUT).equalsIgnoreCase("inherit");
    }
}
