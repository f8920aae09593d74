// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Text that must not be shown. Immutable. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Holds a text. */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text));
    }

    /** The text, to be sent and nothing else. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Three asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
