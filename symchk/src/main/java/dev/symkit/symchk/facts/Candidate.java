// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

/** What a file is for a check of symbols (symchk.md 3). */
public sealed interface Candidate {
    /**
     * A program file to be checked.
     *
     * @param facts what it says
     */
    record Program(ImageFacts facts) implements Candidate {}

    /**
     * A file that is not checked.
     *
     * @param reason why
     * @param failsIfNamed whether it fails where the user named it; otherwise it is ignored
     */
    record Other(String reason, boolean failsIfNamed) implements Candidate {}
}
