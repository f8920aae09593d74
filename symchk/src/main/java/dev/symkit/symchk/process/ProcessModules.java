// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Lists the program files that processes have loaded (symchk.md 10). */
public interface ProcessModules {
    /** The processes whose modules can be read. */
    List<Long> processes() throws IOException;

    /**
     * The program files of a process, each once.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such process
     * @throws IOException if its modules cannot be read
     */
    Set<Path> modules(long process) throws IOException;
}
