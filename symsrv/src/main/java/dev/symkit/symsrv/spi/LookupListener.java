// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

/** Hears what goes on. Called from any thread. */
public interface LookupListener {
    /** Hears nothing. */
    LookupListener NONE = new LookupListener() {};

    /** One line of the noisy trace (symsrv.md 15.1), with its prefix, secrets masked. */
    default void trace(String line) {}

    /** The size of what is transferred now, in bytes; -1 if it is not known. */
    default void size(long bytes) {}

    /** How much of it is there. */
    default void progress(long done, long total) {}

    /** An HTTP answer came. */
    default void httpStatus(int status) {}

    /** Whether to stop. Asked often. */
    default boolean cancelled() {
        return false;
    }
}
