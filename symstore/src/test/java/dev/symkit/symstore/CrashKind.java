// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.Existing;
import java.util.Optional;

/** A transaction that is disturbed in a {@link CrashScene}. */
enum CrashKind {
    /** An add that makes the store. */
    FRESH,
    /** An add to a store. */
    ADD,
    /** A del of such an add. */
    DEL,
    /** An add that compresses, to a store that has a plain file and its pointer. */
    COMPRESS,
    /** An add of pointers, to a store that has one of the files. */
    POINT,
    /** An add without references that makes the store and compresses. */
    NO_REFS;

    private static final AddOptions COMPRESSED = new AddOptions(
            false,
            Optional.empty(),
            Optional.of(new AddOptions.Compression(AddOptions.Compression.Format.CAB, Long.MAX_VALUE)),
            true,
            Existing.REPLACED,
            false,
            false,
            AddOptions.Preference.NONE);

    /** An add of pointers. */
    static final AddOptions POINTERS = new AddOptions(
            false,
            Optional.of(new AddOptions.Pointers(Optional.of("moved"), false)),
            Optional.empty(),
            true,
            Existing.REPLACED,
            false,
            false,
            AddOptions.Preference.NONE);

    /** How the disturbed add adds. */
    AddOptions how() {
        return switch (this) {
            case COMPRESS -> COMPRESSED;
            case POINT -> POINTERS;
            case NO_REFS -> withoutReferences(COMPRESSED);
            case FRESH, ADD, DEL -> AddOptions.PLAIN;
        };
    }

    /** How the adds before and after it add. */
    AddOptions howOthers() {
        return this == NO_REFS ? withoutReferences(AddOptions.PLAIN) : AddOptions.PLAIN;
    }

    boolean makesStore() {
        return this == FRESH || this == NO_REFS;
    }

    private static AddOptions withoutReferences(AddOptions how) {
        return new AddOptions(
                how.twoTier(),
                how.pointers(),
                how.compression(),
                false,
                how.existing(),
                how.refuseClassChange(),
                how.lowerCase(),
                how.preference());
    }
}
