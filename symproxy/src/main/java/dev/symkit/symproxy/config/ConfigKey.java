// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration. Immutable.
 *
 * @param section name of its section, without argument
 * @param name as the reference spells it; case does not count
 * @param type what its values look like
 * @param fallback its value where none is given, as text; empty if there is none then
 * @param secret whether its value is shown to nobody; such a key can be given as {@code <name>File} and {@code <name>Env} too
 * @param meaning for the reference, one sentence
 */
public record ConfigKey<T>(
        String section, String name, ValueType<T> type, Optional<String> fallback, boolean secret, String meaning) {

    /** The name in lower case. */
    public String id() {
        return name.toLowerCase(Locale.ROOT);
    }
}
