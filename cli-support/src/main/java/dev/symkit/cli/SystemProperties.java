// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The system properties of the process, for tools that hand them to libraries. */
public final class SystemProperties {
    private SystemProperties() {}

    /** A copy of those that are texts. */
    public static Map<String, String> texts() {
        Properties properties = System.getProperties();
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name, "")));
        return Map.copyOf(texts);
    }
}
