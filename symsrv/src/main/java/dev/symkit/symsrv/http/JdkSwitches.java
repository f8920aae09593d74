// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

/** Switches of the JDK that hold for the process and are read once. A value that somebody set stays. */
final class JdkSwitches {
    private static final String TUNNEL = "jdk.http.auth.tunneling.disabledSchemes";
    private static final String PLAIN = "jdk.http.auth.proxying.disabledSchemes";
    private static final String BUFFER = "jdk.httpclient.bufsize";
    /** Four times the usual size: a quarter less time of the processor for a large file. */
    private static final int BUFFER_BYTES = 64 << 10;

    private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";
    /** With fewer, which is what a machine with two processors gets, the JDK starts a thread for each answer of a server. */
    private static final int COMMON_POOL_THREADS = 2;

    private JdkSwitches() {}

    /**
     * Allows Basic towards a proxy in front of https, which the JDK does not on its own, makes buffers larger, and has answers handled by
     * threads that stay.
     */
    static void set() {
        setUnlessSet(TUNNEL, "");
        setUnlessSet(PLAIN, "");
        setUnlessSet(BUFFER, String.valueOf(BUFFER_BYTES));
        if (Runtime.getRuntime().availableProcessors() <= COMMON_POOL_THREADS) {
            setUnlessSet(COMMON_POOL, String.valueOf(COMMON_POOL_THREADS));
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
