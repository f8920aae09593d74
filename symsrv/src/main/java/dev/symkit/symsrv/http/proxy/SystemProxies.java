// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.proxy;

import java.net.ProxySelector;
import java.util.Locale;

/** What the JVM and the system know of proxies. */
public final class SystemProxies {
    private static final String SYSTEM = "java.net.useSystemProxies";

    private SystemProxies() {}

    /**
     * The JVM's own selector: the properties {@code https.proxyHost} and so on, then, on Windows and macOS, the user's settings. Turns the
     * latter on unless {@code java.net.useSystemProxies} says something; to be called before the first request of the process.
     */
    public static ProxySelector selector() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean hasSettings = os.startsWith("windows") || os.startsWith("mac");
        if (hasSettings && System.getProperty(SYSTEM) == null) {
            System.setProperty(SYSTEM, "true");
        }
        return ProxySelector.getDefault();
    }
}
