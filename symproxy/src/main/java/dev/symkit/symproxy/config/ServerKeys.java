// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [server]}: listeners, limits, manners. */
public final class ServerKeys {
    private static final Keys KEYS = new Keys("server");

    public static final ConfigKey<List<String>> LISTEN = KEYS.key(
            "listen",
            ValueType.LIST,
            "0.0.0.0:8080",
            "Addresses to serve at, HOST:PORT; https:// in front means TLS, and port 0 any free one.");
    public static final ConfigKey<String> ADMIN_LISTEN = KEYS.key(
            "admin.listen",
            ValueType.TEXT,
            "127.0.0.1:9115",
            "Address of the services below /-/; \"main\" puts them on the main listeners, \"off\" nowhere.");
    public static final ConfigKey<String> BASE_URL = KEYS.optional(
            "baseUrl",
            ValueType.TEXT,
            "How clients reach this server, for the symbol paths that the status page shows.");
    public static final ConfigKey<String> WORKERS = KEYS.key(
            "workers",
            ValueType.TEXT,
            "auto",
            "Threads that serve requests: auto (virtual ones on Java 21 and newer) or a number.");
    public static final ConfigKey<Integer> MAX_CONNECTIONS =
            KEYS.key("maxConnections", ValueType.NUMBER_FROM_1, "4096", "Most connections at the same time.");
    public static final ConfigKey<Integer> MAX_CONNECTIONS_PER_IP = KEYS.key(
            "maxConnectionsPerIp", ValueType.NUMBER_FROM_1, "256", "Most connections of one client at the same time.");
    public static final ConfigKey<Integer> RATE_PER_IP = KEYS.key(
            "ratePerIp",
            ValueType.NUMBER_FROM_0,
            "200",
            "Requests of one client in a second, over a longer time; 0 for no limit.");
    public static final ConfigKey<Integer> BURST_PER_IP = KEYS.key(
            "burstPerIp",
            ValueType.NUMBER_FROM_1,
            "1000",
            "Requests that one client may send at once before that rate holds.");
    public static final ConfigKey<Duration> REQUEST_HEADER_TIMEOUT = KEYS.key(
            "requestHeaderTimeout", ValueType.DURATION, "15s", "How long a client may take for the head of a request.");
    public static final ConfigKey<Duration> IDLE_TIMEOUT =
            KEYS.key("idleTimeout", ValueType.DURATION, "75s", "How long a connection may be silent.");
    public static final ConfigKey<Duration> RESPONSE_TIMEOUT = KEYS.key(
            "responseTimeout",
            ValueType.DURATION,
            "25s",
            "How long a client waits for a search before it hears to come back; less if its own time is shorter.");
    public static final ConfigKey<Long> MIN_SPEED = KEYS.key(
            "minSpeed", ValueType.RATE, "1K/s", "Slowest client that is served, over a minute; 0 for no limit.");
    public static final ConfigKey<Networks> TRUST_FORWARDED = KEYS.key(
            "trustForwarded",
            ValueType.NETWORKS,
            "",
            "Networks whose X-Forwarded-For and Forwarded headers are believed, such as 10.0.0.0/8.");
    public static final ConfigKey<Duration> SHUTDOWN_GRACE = KEYS.key(
            "shutdownGrace",
            ValueType.DURATION,
            "30s",
            "How long responses may go on after the server was told to stop.");
    public static final ConfigKey<Duration> DRAIN_DELAY = KEYS.key(
            "drain.delay",
            ValueType.DURATION,
            "5s",
            "How long requests are still taken after the server said that it is not ready.");
    public static final ConfigKey<Boolean> WATCH_CONFIG = KEYS.key(
            "watchConfig",
            ValueType.FLAG,
            "off",
            "Whether the file is read again, as by SIGHUP, when it changes; a wrong one changes nothing.");
    public static final ConfigKey<Integer> ON_UPSTREAM_DOWN = KEYS.key(
            "onUpstreamDown",
            ValueType.oneOf(503, 404),
            "503",
            "Status where a file may be at an upstream that does not answer.");
    public static final ConfigKey<Boolean> DEBUGINFOD =
            KEYS.key("debuginfod", ValueType.FLAG, "off", "Whether /buildid/ is served.");
    public static final ConfigKey<Boolean> CDN =
            KEYS.key("cdn", ValueType.FLAG, "off", "Whether headers for a content delivery network are sent.");
    public static final ConfigKey<Long> MEMORY_CACHE = KEYS.key(
            "memoryCache", ValueType.BYTES, "64M", "Memory for small files that are asked for often; 0 for none.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private ServerKeys() {}
}
