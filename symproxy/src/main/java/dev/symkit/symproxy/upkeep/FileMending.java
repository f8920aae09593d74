// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.symproxy.disk.EmptyDirectories;
import dev.symkit.symproxy.disk.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Takes files out of a store that should not be there.
 *
 * @param root of the walk, which stays
 * @param leftovers knows temporary files
 * @param quarantine takes what is wrong
 */
record FileMending(Path root, Leftovers leftovers, Quarantine quarantine) {
    /** Why files that symstore manages stay. */
    static final String MANAGED = "managed by symstore, 'symstore verify --repair' mends it";

    /** Mends one; gives what became of it. */
    Problem mend(FileProblems.Finding finding) {
        Problem problem = finding.problem();
        if (finding.folder().isManagedNow()) {
            return problem.kept(MANAGED);
        }
        Problem after = problem.kind() == Problem.Kind.LEFTOVER ? leftovers.remove(problem) : putAside(finding);
        if (after.repaired()) {
            EmptyDirectories.delete(finding.folder().directory(), root);
        }
        return after;
    }

    private Problem putAside(FileProblems.Finding finding) {
        Problem problem = finding.problem();
        if (problem.message().equals(FileProblems.DENIED)) {
            return problem;
        }
        try {
            if (!isUnchanged(problem.path(), finding.item())) {
                return problem.kept("it was changed meanwhile");
            }
            Path now = quarantine.take(finding.folder().key(), problem.path());
            return problem.fixed("moved to " + now);
        } catch (NoSuchFileException e) {
            return problem.fixed("gone");
        } catch (IOException e) {
            return problem.kept("cannot be moved: " + FileProblems.reason(e, problem.path()));
        }
    }

    private static boolean isUnchanged(Path file, KeyFolder.Item item) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return now.size() == item.size() && now.lastModifiedTime().toMillis() == item.modified();
    }
}
