// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lists the program files that processes have loaded (symchk.md 10, dbh.md 3.6). */
public interface ProcessModules {
    /** The processes whose modules can be read. */
    List<Long> processes() throws IOException;

    /**
     * How processes are listed on a system; empty where they cannot be.
     *
     * @param system value of the property {@code os.name}
     */
    static Optional<ProcessModules> of(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return Optional.of(WindowsModules.ofThisMachine());
        }
        return name.startsWith("linux") ? Optional.of(new LinuxModules(Path.of("/proc"))) : Optional.empty();
    }

    /**
     * The program files of a process, each once, in the order of their addresses or as the system has them.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such process
     * @throws IOException if its modules cannot be read
     */
    List<MappedImage> modules(long process) throws IOException;
}
