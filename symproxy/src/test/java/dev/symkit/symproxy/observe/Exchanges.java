// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.time.Duration;
import java.time.Instant;

/** Exchanges for tests. */
public final class Exchanges {
    /** When they all begin. */
    public static final Instant START = Instant.parse("2026-03-04T05:06:07.089Z");

    private Exchanges() {}

    /** A request for a file of the directory {@code symbols}. */
    public static Exchange of(Result result, int status, String target) {
        return begun(target)
                .result(result)
                .finished(
                        status,
                        1234,
                        Duration.ofMillis(30).toNanos(),
                        Duration.ofMillis(4).toNanos());
    }

    /** The same, not finished. */
    public static Exchange.Builder begun(String target) {
        return Exchange.begun(START)
                .client("192.0.2.7", "ci")
                .line("GET", target, "HTTP/1.1")
                .directory("symbols")
                .file("a.pdb", "0123456789ABCDEF0123456789ABCDEF1", "a.pdb")
                .headers("Microsoft-Symbol-Server/10.0", "bytes=0-9")
                .requestId("r1");
    }
}
