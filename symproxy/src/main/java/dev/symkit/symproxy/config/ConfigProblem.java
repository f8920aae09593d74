// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

/**
 * Something about a configuration that is not as it should be.
 *
 * @param place file and line, environment variable or option
 * @param text what it is, without secrets
 * @param fatal whether the configuration cannot be used; else it counts as if the part were not there
 */
public record ConfigProblem(String place, String text, boolean fatal) {
    /** One line. */
    @Override
    public String toString() {
        return place + ": " + text;
    }
}
