// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

/**
 * What must hold of the target for a {@link StoreStorage#publish} to take place.
 *
 * @param kind which of the three conditions this is
 * @param version the version the target must have; empty unless {@code kind} is {@code IF_VERSION}
 */
public record Condition(Kind kind, String version) {

    /** Kinds of conditions. */
    public enum Kind {
        /** Replace whatever is there. */
        ANY,
        /** Only if nothing is there. */
        IF_ABSENT,
        /** Only if that version is there. */
        IF_VERSION
    }

    /** Replace whatever is there. */
    public static final Condition ANY = new Condition(Kind.ANY, "");

    /** Only if nothing is there. */
    public static final Condition IF_ABSENT = new Condition(Kind.IF_ABSENT, "");

    /** Only if the target has {@code version}. */
    public static Condition ifVersion(String version) {
        return new Condition(Kind.IF_VERSION, version);
    }
}
