// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.time.Duration;

/**
 * Limits and manners of the HTTP side ({@code [http]} in symsrv.ini; symsrv.md 8.1, 8.3, 8.4).
 *
 * @param userAgent the header of that name
 * @param connectTimeout for the connection
 * @param responseTimeout until the headers of the answer are there
 * @param idleTimeout without a byte of the body
 * @param totalTimeout for a whole transfer; zero for none
 * @param minSpeed bytes in a second, over a minute; slower transfers are given up; 0 for no limit
 * @param maxFileSize bytes of a file, compressed or not
 * @param allowDowngrade whether a redirect may leave https for http
 * @param retryAppHang how often a store that says it is busy is asked again
 * @param retries how often a request that failed is repeated
 * @param trace whether the trace tells of every request as a whole: URL, status, where it redirects to, length, time
 */
public record HttpSettings(
        String userAgent,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration idleTimeout,
        Duration totalTimeout,
        long minSpeed,
        long maxFileSize,
        boolean allowDowngrade,
        int retryAppHang,
        int retries,
        boolean trace) {
    /** The name that symbol servers expect, and ours. */
    private static final String AGENT = "Microsoft-Symbol-Server/10.1.0.0 (symkit/0.1.0)";

    /** What holds where nothing is set. */
    public static final HttpSettings DEFAULT = new HttpSettings(
            AGENT,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ZERO,
            1024,
            16L << 30,
            false,
            20,
            2,
            false);
}
