// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

/** How a look-up, or one step of it, ended (symsrv.md 15.2). In the order in which one says more than another about a failure. */
public enum Status {
    /** The file is there. */
    FOUND,
    /** Nothing is known under the key. */
    MISS,
    /** The name is on the list of those never looked up. */
    EXCLUDED,
    /** There was a file, but it is not what the key promises. */
    BAD_FILE,
    /** The answer will be ready later. */
    RETRY_LATER,
    /** A store could not be asked. */
    UNAVAILABLE,
    /** A store refuses access. */
    DENIED,
    /** The key cannot be that of a file. */
    BAD_KEY,
    /** The user stopped it. */
    CANCELLED
}
