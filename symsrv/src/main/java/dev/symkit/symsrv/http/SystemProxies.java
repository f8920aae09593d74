// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.net.ProxySelector;
import java.util.Locale;

/** What the JVM and the system know of proxies. The switches of the JDK are process-wide and read once: to be set before the first request. */
public final class SystemProxies {
    private static final String SYSTEM = "java.net.useSystemProxies";
    private static final String TUNNEL = "jdk.http.auth.tunneling.disabledSchemes";
    private static final String PLAIN = "jdk.http.auth.proxying.disabledSchemes";

    private SystemProxies() {}

    /**
     * The JVM's own selector: the properties {@code https.proxyHost} and so on, then, on Windows and macOS, the user's settings. Turns the
     * latter on unless {@code java.net.useSystemProxies} says something.
     */
    public static ProxySelector selector() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows") || os.startsWith("mac")) {
            setUnlessSet(SYSTEM, "true");
        }
        return ProxySelector.getDefault();
    }

    /** Allows Basic towards a proxy in front of https, which the JDK does not on its own. A value that somebody set stays. */
    static void allowBasic() {
        setUnlessSet(TUNNEL, "");
        setUnlessSet(PLAIN, "");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
