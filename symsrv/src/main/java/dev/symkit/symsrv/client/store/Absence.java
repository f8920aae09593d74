// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.spi.ResultCode;

/**
 * Why a store gave no file.
 *
 * @param code as SymSrv says it
 * @param reason the same in words, secrets masked
 * @param definitive whether the store is sure that it has nothing under the key, so that this may be remembered
 * @param failure whether the store did not answer as a store does, which counts towards its blackout
 */
public record Absence(ResultCode code, String reason, boolean definitive, boolean failure) {
    /** Nothing was tried yet. */
    static final Absence NOTHING_TRIED = new Absence(ResultCode.FILE_NOT_FOUND, "nothing to try", false, false);

    /** The key is not there. */
    public static Absence miss(ResultCode code, String reason) {
        return new Absence(code, reason, true, false);
    }

    /** What is there cannot be used, or the store cannot. */
    public static Absence unusable(ResultCode code, String reason) {
        return new Absence(code, reason, false, false);
    }

    /** The same, perhaps sure. */
    Absence sure(boolean value) {
        return new Absence(code, reason, value, failure);
    }

    /** The more telling of two reasons; of two that tell as much the other. Sure only if both are. */
    public Absence or(Absence other) {
        Absence telling = code.status().compareTo(other.code.status()) > 0 ? this : other;
        return new Absence(telling.code, telling.reason, definitive && other.definitive, failure || other.failure);
    }
}
