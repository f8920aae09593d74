// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.FileStamp;
import dev.symkit.symproxy.observe.Event;
import dev.symkit.symproxy.observe.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the configuration read again when its file changed ({@code watchConfig = on}, symproxy.md 15). A change counts once the file was the
 * same twice: until then somebody may still be writing. A file that is gone, as it is for a moment where an editor replaces it, is waited for.
 * One thread looks; others may tell that the file was read.
 */
final class ConfigWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

    /** Has the file read again. */
    @FunctionalInterface
    interface Reread {
        /**
         * Reads it.
         *
         * @return what of it needs a restart
         * @throws IOException if it cannot be used; that is told in the log too
         */
        List<String> run() throws IOException;
    }

    private final Path file;
    private final BooleanSupplier on;
    private final Reread reread;
    private final EventLog events;
    private volatile Optional<FileStamp> taken;
    private Optional<FileStamp> settling = Optional.empty();

    /**
     * A watch over a file that was read already.
     *
     * @param on whether to watch now
     * @param reread has the file read again
     * @param events hears that the file changed
     */
    ConfigWatch(Path file, BooleanSupplier on, Reread reread, EventLog events) {
        this.file = file;
        this.on = on;
        this.reread = reread;
        this.events = events;
        this.taken = stamp();
    }

    private Optional<FileStamp> stamp() {
        try {
            return FileStamp.of(file);
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** The file is about to be read, for whatever reason; only what becomes of it after that is a change. */
    void reading() {
        taken = stamp();
    }

    /** Looks at the file; call it from time to time. */
    void look() {
        if (!on.getAsBoolean()) {
            settling = Optional.empty();
            return;
        }
        Optional<FileStamp> now = stamp();
        if (now.isEmpty() || now.equals(taken)) {
            settling = Optional.empty();
        } else if (now.equals(settling)) {
            settling = Optional.empty();
            taken = now; // a file that is wrong is told of once
            changed();
        } else {
            settling = now;
        }
    }

    private void changed() {
        events.log(Event.INFORMATION, "the file of the configuration changed");
        try {
            reread.run();
        } catch (IOException e) {
            return; // whoever reads it has told why it stays as it was
        }
    }
}
