// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes the keys of one section and lists them. Confined to the thread that makes them. */
final class Keys {
    private final String section;
    private final List<ConfigKey<?>> all = new ArrayList<>();

    Keys(String section) {
        this.section = section;
    }

    /** A key with a value that counts where none is given. */
    <T> ConfigKey<T> key(String name, ValueType<T> type, String fallback, String meaning) {
        return add(new ConfigKey<>(section, name, type, Optional.of(fallback), false, meaning));
    }

    /** A key without such a value. */
    <T> ConfigKey<T> optional(String name, ValueType<T> type, String meaning) {
        return add(new ConfigKey<>(section, name, type, Optional.empty(), false, meaning));
    }

    /** A key whose value nobody is shown. */
    ConfigKey<String> secret(String name, String meaning) {
        return add(new ConfigKey<>(section, name, ValueType.TEXT, Optional.empty(), true, meaning));
    }

    private <T> ConfigKey<T> add(ConfigKey<T> key) {
        all.add(key);
        return key;
    }

    /** All that were made, in order. */
    List<ConfigKey<?>> all() {
        return Collections.unmodifiableList(all);
    }
}
