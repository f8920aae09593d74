// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.spi.LookupListener;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What a session lives in. Immutable.
 *
 * @param machine environment, properties and working directory
 * @param listener hears of files that are looked for: progress, and the trace
 * @param input what commands read
 */
public record Surroundings(Machine machine, LookupListener listener, Input input) {
    private static final String PATH = "_NT_SYMBOL_PATH";

    /** Surroundings where commands have nothing to read. */
    public Surroundings(Machine machine, LookupListener listener) {
        this(machine, listener, Input.NONE);
    }

    /** The symbol path of the environment; empty if there is none. */
    public String symbolPath() {
        return machine.environment().getOrDefault(PATH, "");
    }

    /**
     * The absolute path that a text names; both slashes separate.
     *
     * @throws InvalidPathException if the platform has no such name
     */
    public Path resolve(String text) {
        return machine.workingDirectory().resolve(text.replace('\\', '/')).normalize();
    }
}
