// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symchk.facts.Candidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Something that may be a program file: a file, or a module that a dump or a process lists. */
public interface Item {
    /** Its full path for people. */
    String path();

    /** What it is. Called once, from any thread. */
    Candidate read() throws IOException;

    /** Whether the user named it itself, so that it fails if it is no program file. */
    boolean named();

    /** Whether it is a file that is checked for its own sake; not a module of a dump or process. */
    boolean searched();

    /** The file with its bytes; empty if there is none. */
    Optional<Path> file();

    /** Its file name. */
    default String name() {
        return SymbolKey.fileName(path());
    }
}
