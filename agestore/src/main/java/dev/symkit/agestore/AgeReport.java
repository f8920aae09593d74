// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

/**
 * How a run ended. Immutable.
 *
 * @param files the files that were looked at
 * @param bytes their size in all
 * @param deleted the files that were deleted
 * @param freed their size in all
 * @param listed the files that would have been deleted
 * @param listedBytes their size in all
 * @param failed the files and directories that could not be looked at or deleted, and the managed stores left out
 * @param accessTimesLookUnkept whether nearly no file was ever read after it was written, as far as its times tell
 */
public record AgeReport(
        long files,
        long bytes,
        long deleted,
        long freed,
        long listed,
        long listedBytes,
        long failed,
        boolean accessTimesLookUnkept) {

    /** The size of what is left. */
    public long remain() {
        return bytes - freed;
    }
}
