// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.Name;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of public symbols as {@code -f} and {@code -F} give them: one, or {@code @} and a file with one in each line. */
public final class SymbolNames {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SymbolNames() {}

    /**
     * Reads values.
     *
     * @param values one or more, in the order of the command line
     * @param workingDirectory what the path of a file starts from
     * @param mounts where shares are mounted, each of which {@link Operand#isMount is a pair}
     * @throws PdbCopyException {@code NOT_ACCESSIBLE} if there is no such file
     */
    public static Set<Name> read(List<String> values, Path workingDirectory, List<String> mounts) throws IOException {
        Set<Name> names = new LinkedHashSet<>();
        for (String value : values) {
            if (value.startsWith("@")) {
                readFile(Operand.resolve(value.substring(1), workingDirectory, mounts), names);
            } else {
                names.add(Name.of(value));
            }
        }
        return names;
    }

    private static void readFile(Path file, Set<Name> names) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, file + " does not exist");
        } catch (AccessDeniedException e) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, file + " cannot be read: access denied");
        } catch (IOException e) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, file + " cannot be read: " + e.getMessage());
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .map(Name::of)
                .forEach(names::add);
    }
}
