// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import dev.symkit.store.storage.WholeFile;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.check.SymbolFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of {@code /ol}: binary, PDB, DBG of each file that passes, comma separated as RFC 4180 has it (symchk.md 5.5). */
public final class PassList {
    private PassList() {}

    /** The line of a result; empty if it did not pass. */
    public static Optional<String> line(CheckResult result) {
        return result.status() == Status.PASSED
                ? Optional.of(line(result.subject().path(), path(result.pdb()), path(result.dbg())))
                : Optional.empty();
    }

    /** A line with these paths; empty ones where there is no such file. */
    public static String line(String binary, String pdb, String dbg) {
        return Stream.of(binary, pdb, dbg).map(PassList::field).collect(Collectors.joining(","));
    }

    /** Writes lines, whole or not at all; replaces what is there. */
    public static void write(Path file, List<String> lines) throws IOException {
        WholeFile.write(file, temporary -> Files.write(temporary, lines));
    }

    private static String path(Optional<? extends SymbolFile<?>> file) {
        return file.map(each -> each.path().toString()).orElse("");
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
