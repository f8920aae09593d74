// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import java.nio.file.Path;

/** Hears what goes on. Called from any thread. */
public interface LookupListener {
    /** Hears nothing. */
    LookupListener NONE = new LookupListener() {};

    /** One line of the noisy trace (symsrv.md 15.1), with its prefix, secrets masked. */
    default void trace(String line) {}

    /** The size of what is transferred now, in bytes; -1 if it is not known. */
    default void size(long bytes) {}

    /**
     * A file is written now, from its start. With {@link dev.symkit.symsrv.settings.StoreSettings.Ranges#OFF} all bytes up to what
     * {@link #progress} tells are there; where that falls back, the file is begun anew. It is checked, and put at its place or deleted, before
     * the look-up ends. Whoever opens it closes it after that only: on POSIX, closing it gives up its writer's lock.
     *
     * @param temporary where it is for now
     */
    default void writing(Path temporary) {}

    /** How much of it is there. */
    default void progress(long done, long total) {}

    /** An HTTP answer came. */
    default void httpStatus(int status) {}

    /** Whether to stop. Asked often. */
    default boolean cancelled() {
        return false;
    }
}
