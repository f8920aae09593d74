// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.upkeep.Problem.Kind;
import dev.symkit.symsrv.cache.FileCheck;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the files in the directory of a key, as closely as at files that are fetched (symsrv.md 14). Thread-safe. */
final class FileProblems {
    static final String DENIED = "access denied";

    /** Contents of more bytes are not looked into. */
    private static final long MAX_CONTENT = 1L << 34;

    private final Leftovers leftovers;

    FileProblems(Leftovers leftovers) {
        this.leftovers = leftovers;
    }

    /** What is wrong with a file of a folder. */
    record Finding(KeyFolder folder, KeyFolder.Item item, Problem problem) {}

    /** What is wrong with the files of a folder, one at most for each. */
    List<Finding> of(KeyFolder folder) {
        List<Finding> findings = new ArrayList<>();
        for (KeyFolder.Item item : folder.items()) {
            if (item.regular() && !item.isReferences()) {
                problem(folder, item).ifPresent(problem -> findings.add(new Finding(folder, item, problem)));
            }
        }
        return findings;
    }

    private Optional<Problem> problem(KeyFolder folder, KeyFolder.Item item) {
        Path file = folder.path(item);
        if (item.name().startsWith("~")) {
            return leftovers.look(file, item.modified());
        }
        if (item.size() == 0) {
            return Optional.of(Problem.open(Kind.EMPTY, file, "has no bytes"));
        }
        try {
            return wrong(file, folder.key(), item.name()).map(reason -> Problem.open(Kind.WRONG, file, reason));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it went meanwhile
        } catch (IOException e) {
            return Optional.of(Problem.open(Kind.UNREADABLE, file, reason(e, file)));
        }
    }

    private static Optional<String> wrong(Path file, SymbolKey key, String name) throws IOException {
        Optional<Leaf> leaf = Leaf.named(name, key.name());
        if (leaf.isEmpty()) {
            return Optional.empty(); // nobody gets it
        }
        return switch (leaf.get()) {
            case FILE -> FileCheck.check(file, key, level(key)).map(FileCheck.Problem::reason);
            case COMPRESSED -> compressed(file, key);
            case BREAKPAD, BREAKPAD_OF_STEM ->
                FileCheck.check(file, new SymbolKey(name, key.index()), FileCheck.Level.MAGIC)
                        .map(FileCheck.Problem::reason);
            case POINTER, SOURCES -> Optional.empty();
        };
    }

    private static FileCheck.Level level(SymbolKey key) {
        return FileCheck.ofCopies(FileCheck.Level.MAGIC, key.name());
    }

    private static Optional<String> compressed(Path file, SymbolKey key) throws IOException {
        try (ByteSource source = FileByteSource.open(file)) {
            Optional<FileCheck.Problem> problem = FileCheck.checkCompressed(source);
            if (problem.isPresent()) {
                return problem.map(FileCheck.Problem::reason);
            }
            Optional<CompressedFile> container = CompressedFile.open(source, key.name(), MAX_CONTENT);
            if (container.isEmpty()) {
                return Optional.empty(); // gzip
            }
            try (ByteSource content = container.get().content()) {
                return FileCheck.check(content, key, level(key)).map(each -> "holds a file that " + each.reason());
            }
        } catch (FormatException e) {
            return e.kind() == FormatException.Kind.UNSUPPORTED || e.kind() == FormatException.Kind.LIMIT
                    ? Optional.empty()
                    : Optional.of("cannot be decompressed: " + e.getMessage());
        }
    }

    /** Why something failed, without the path if it is that of the file itself. */
    static String reason(IOException e, Path file) {
        if (e instanceof AccessDeniedException) {
            return DENIED;
        }
        if (e instanceof FileSystemException named && named.getReason() != null && named.getOtherFile() == null) {
            return named.getReason();
        }
        String message = String.valueOf(e.getMessage());
        return message.startsWith(file + ": ")
                ? message.substring(file.toString().length() + 2)
                : message;
    }
}
