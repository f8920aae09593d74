// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

/**
 * What came of writing a cabinet or, in its place, a ZIP archive.
 *
 * @param outcome whether the cabinet is of use
 * @param inputSize bytes of the file
 * @param cabinetSize bytes of the cabinet; 0 if none was written
 */
public record CabinetResult(Outcome outcome, long inputSize, long cabinetSize) {
    /** Whether the cabinet is of use. */
    public enum Outcome {
        /** The cabinet is whole and smaller than the file. */
        SMALLER,
        /** The cabinet is whole but not smaller than the file: a store keeps the file as it is. */
        NOT_SMALLER,
        /** The file has {@link CabinetWriter#MAX_INPUT} bytes or more. Nothing was written: a store keeps the file as it is. */
        TOO_LARGE
    }
}
