// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

/** What counts as the last use of a file ({@code -time=}, agestore.md 4.3; our choice). */
public enum TimeChoice {
    /** The later of access and modification, or the creation where access times are not kept. */
    BEST,
    /** The access time, whatever the file system is said to do. */
    ACCESS,
    /** The creation time. */
    CREATE,
    /** The modification time. */
    WRITE
}
