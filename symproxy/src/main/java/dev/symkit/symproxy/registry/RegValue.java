// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value of the registry. Immutable.
 *
 * @param key with backslashes, as written otherwise
 * @param name as written; empty for the default value
 * @param number what a REG_DWORD is, unsigned; empty for anything else
 * @param text what a REG_SZ, REG_EXPAND_SZ or REG_MULTI_SZ is, parts of the last with line ends between them; empty for anything else
 * @param line 1-based number of the line where it starts
 */
record RegValue(String key, String name, OptionalLong number, Optional<String> text, int line) {
    /** The data in one line. */
    String shown() {
        if (number.isPresent()) {
            return Long.toString(number.getAsLong());
        }
        return text.map(data -> "\"" + data.replaceAll("[\\s\\p{Cntrl}]+", " ") + "\"")
                .orElse("(binary)");
    }
}
