// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Where numbers that go up and down come from. Each is asked when metrics are read, so it must be quick and never fail. */
public final class Gauges {
    private Gauges() {}

    /**
     * Of the server.
     *
     * @param requests being answered
     * @param connections open
     * @param flights searches and downloads that run
     * @param queue those that wait for their turn
     * @param misses remembered
     * @param missEvictions misses that were forgotten early or for age, since the start
     * @param logDropped lines of the access log that were not written, since the start
     */
    public record Server(
            LongSupplier requests,
            LongSupplier connections,
            LongSupplier flights,
            LongSupplier queue,
            LongSupplier misses,
            LongSupplier missEvictions,
            LongSupplier logDropped) {}

    /**
     * Of a directory.
     *
     * @param name as it is configured, empty for the root
     * @param files number of files
     * @param bytes of the files
     * @param quota bytes it may have; 0 for no limit
     * @param free bytes on its disk
     */
    public record Directory(
            String name, LongSupplier files, LongSupplier bytes, LongSupplier quota, LongSupplier free) {}

    /**
     * Of an upstream.
     *
     * @param blackout whether it is not asked for now
     */
    public record Upstream(String name, BooleanSupplier blackout) {}
}
