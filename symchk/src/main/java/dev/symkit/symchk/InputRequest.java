// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk;

import java.nio.file.Path;
import java.util.List;

/**
 * What is checked (symchk.md 1.1).
 *
 * @param form how the operands are meant
 * @param operands names of files, of a dump, of a program, or a process number
 * @param recurse {@code /r}
 * @param module {@code /fm}: the only module that counts in dumps and processes; empty for all
 * @param system name of the operating system as the property {@code os.name} has it
 * @param workingDirectory what relative names start from
 */
public record InputRequest(
        Form form, List<String> operands, boolean recurse, String module, String system, Path workingDirectory) {
    /** How operands are meant. */
    public enum Form {
        /** Files, directories and masks. */
        FILES,
        /** A crash dump. */
        DUMP,
        /** A hotfix package. */
        HOTFIX,
        /** The name of a running program, or {@code *}. */
        PROGRAM,
        /** The number of a process, or {@code *}. */
        PROCESS,
        /** A list of files. */
        LIST
    }

    /** Copies the list. */
    public InputRequest {
        operands = List.copyOf(operands);
    }
}
