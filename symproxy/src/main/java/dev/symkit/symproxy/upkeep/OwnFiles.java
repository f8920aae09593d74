// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.layout.StoreNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what is left in the server's own part of a directory.
 *
 * @param root of the directory
 * @param leftovers knows temporary files
 */
record OwnFiles(Path root, Leftovers leftovers) {
    private static final int DEPTH = 8;

    /** What nobody needs any more: temporary files in {@code .symproxy}, and whatever is in {@code .symproxy/tmp}. */
    List<Problem> look(Path temporary) {
        List<Problem> found = new ArrayList<>();
        look(root.resolve(StoreNames.SYMPROXY), 1, leftovers::look, found);
        look(temporary, DEPTH, leftovers::lookAtAny, found);
        return found;
    }

    private interface Rule {
        Optional<Problem> look(Path file, long modified);
    }

    private static void look(Path directory, int depth, Rule rule, List<Problem> found) {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            files.forEach(file -> attributes(file)
                    .filter(BasicFileAttributes::isRegularFile)
                    .flatMap(each -> rule.look(file, each.lastModifiedTime().toMillis()))
                    .ifPresent(found::add));
        } catch (NoSuchFileException e) {
            return; // no server was here yet
        } catch (UncheckedIOException e) {
            found.add(unreadable(directory, new IOException(e.getMessage(), e)));
        } catch (IOException e) {
            found.add(unreadable(directory, e));
        }
    }

    private static Problem unreadable(Path directory, IOException e) {
        return Problem.open(Problem.Kind.UNREADABLE, directory, FileProblems.reason(e, directory));
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty(); // it went
        }
    }
}
