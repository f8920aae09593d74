// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The corpus of real Windows files, which is not part of the sources.
 *
 * <p>It is looked for in the directory that the environment variable {@code SYMKIT_CORPUS} names, else as {@code ../shared/corpus}
 * seen from the working directory and each directory above it.
 */
public final class Corpus {
    private static final String MANIFEST = "MANIFEST.tsv";
    private static final int COLUMNS = 8;

    private final Path root;

    private Corpus(Path root) {
        this.root = root;
    }

    /**
     * One file of the corpus.
     *
     * @param path path below the root, with {@code /}
     * @param sha256 hash in lower-case hex
     * @param size bytes
     * @param kind kind as the manifest calls it
     * @param key expected place in a store, {@code file/INDEX/file}; empty if none is known
     * @param facts more facts, {@code name=value} pairs separated by {@code "; "}
     */
    public record Row(String path, String sha256, long size, String kind, String key, String facts) {}

    /** Gives the directory of the corpus, or empty if there is none. */
    public static Optional<Path> locate() {
        String named = System.getenv("SYMKIT_CORPUS");
        if (named != null && !named.isEmpty()) {
            Path path = Path.of(named);
            if (!Files.isRegularFile(path.resolve(MANIFEST))) {
                throw new IllegalStateException("SYMKIT_CORPUS names " + named + ", which has no " + MANIFEST);
            }
            return Optional.of(path);
        }
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path candidate = dir.resolveSibling("shared").resolve("corpus");
            if (Files.isRegularFile(candidate.resolve(MANIFEST))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Gives the corpus, or skips the running test and prints a line that says so. */
    public static Corpus assumePresent() {
        Optional<Path> found = locate();
        if (found.isEmpty()) {
            String line = "SKIPPED (corpus): no shared/corpus and no SYMKIT_CORPUS";
            System.out.println(line);
            Assumptions.abort(line);
        }
        return new Corpus(found.orElseThrow());
    }

    /** The directory of the corpus. */
    public Path root() {
        return root;
    }

    /** Gives a file of the corpus. */
    public Path file(String path) {
        return root.resolve(path);
    }

    /** Gives the content of a file of the corpus. */
    public byte[] bytes(String path) throws IOException {
        return Files.readAllBytes(file(path));
    }

    /** Reads the manifest. */
    public List<Row> manifest() throws IOException {
        return Files.readAllLines(root.resolve(MANIFEST), UTF_8).stream()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(Corpus::row)
                .toList();
    }

    private static Row row(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length < COLUMNS) {
            throw new IllegalStateException("not a manifest line: " + line);
        }
        return new Row(columns[0], columns[1], Long.parseLong(columns[2]), columns[3], columns[6], columns[7]);
    }
}
