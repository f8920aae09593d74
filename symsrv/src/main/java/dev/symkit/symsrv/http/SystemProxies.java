// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.net.ProxySelector;

/** What the JVM and the system know of proxies. */
public final class SystemProxies {
    private SystemProxies() {}

    /**
     * The JVM's own selector: the properties {@code https.proxyHost} and so on, then, on Windows and macOS, the user's settings. Turns the
     * latter on unless {@code java.net.useSystemProxies} says something; to be called before the first request of the process.
     */
    public static ProxySelector selector() {
        JdkSwitches.useSystemProxies();
        return ProxySelector.getDefault();
    }
}
