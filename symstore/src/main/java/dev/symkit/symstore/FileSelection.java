// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.layout.StoreText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.IOCase;

/**
 * Finds the files that {@code /f} values name: a file, a directory, a pattern in the last path component, or {@code @list}
 * (symstore.md section 3). Confined to one thread.
 */
final class FileSelection {
    private static final Comparator<String> PATH_ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private final Path workingDirectory;
    private final boolean recurse;
    private final List<String> excludes;
    private final Optional<Path> store;
    private final TreeMap<String, Path> files = new TreeMap<>(PATH_ORDER);
    private final TreeMap<String, String> errors = new TreeMap<>(PATH_ORDER);

    /** @param store the root of the store, which is skipped where it lies below a directory that is searched */
    FileSelection(Path workingDirectory, boolean recurse, List<String> excludes, Optional<Path> store) {
        this.workingDirectory = workingDirectory;
        this.recurse = recurse;
        this.excludes = List.copyOf(excludes);
        this.store = store;
    }

    /** The files found so far, in path order: ignoring case first, then by code unit. */
    List<Path> files() {
        return List.copyOf(files.values());
    }

    /** What could not be read or does not exist, with the reason, in path order. */
    Map<String, String> errors() {
        return errors;
    }

    /** Adds what one {@code /f} value names. Gives back whether it named anything. */
    boolean add(String value) throws IOException {
        if (value.startsWith("@")) {
            addList(value.substring(1));
            return true;
        }
        return addOne(value);
    }

    private void addList(String list) throws IOException {
        for (String line : decode(Files.readAllBytes(resolve(list))).lines().toList()) {
            String text = line.strip();
            if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
                text = text.substring(1, text.length() - 1);
            }
            if (!text.isEmpty() && !addOne(text)) {
                errors.put(text, "listed file not found");
            }
        }
    }

    private static String decode(byte[] bytes) {
        boolean bom = bytes.length >= 2 && ((bytes[0] & 0xFF) ^ (bytes[1] & 0xFF)) == 1 && (bytes[0] & 0xFE) == 0xFE;
        return bom ? new String(bytes, StandardCharsets.UTF_16) : StoreText.decode(bytes);
    }

    private boolean addOne(String value) throws IOException {
        int slash = Math.max(value.lastIndexOf('/'), value.lastIndexOf(separator()));
        String last = value.substring(slash + 1);
        if (last.indexOf('*') >= 0 || last.indexOf('?') >= 0) {
            Path directory = resolve(slash < 0 ? "." : value.substring(0, slash + 1));
            return Files.isDirectory(directory) && walk(directory, last.equals("*.*") ? "*" : last);
        }
        Path path = resolve(value);
        if (Files.isDirectory(path)) {
            return walk(path, "*");
        }
        if (Files.exists(path) && !isExcluded(path)) {
            files.put(path.toString(), path);
        }
        return Files.exists(path);
    }

    private char separator() {
        return workingDirectory.getFileSystem().getSeparator().charAt(0);
    }

    private Path resolve(String text) throws IOException {
        try {
            return workingDirectory.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IOException(text + ": " + e.getReason(), e);
        }
    }

    private boolean isExcluded(Path file) {
        return excludes.stream().anyMatch(pattern -> matches(file, pattern));
    }

    private static boolean matches(Path file, String pattern) {
        Path name = file.getFileName();
        return name != null && FilenameUtils.wildcardMatch(name.toString(), pattern, IOCase.INSENSITIVE);
    }

    private boolean walk(Path directory, String pattern) throws IOException {
        int before = files.size() + errors.size();
        EnumSet<FileVisitOption> options = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        int depth = recurse ? Integer.MAX_VALUE : 1;
        Files.walkFileTree(directory, options, depth, new Visitor(pattern));
        return files.size() + errors.size() > before;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final String pattern;

        Visitor(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            return store.isPresent() && directory.toRealPath().equals(store.get())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && matches(file, pattern) && !isExcluded(file)) {
                files.put(file.toString(), file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            if (!(problem instanceof FileSystemLoopException)) {
                errors.put(file.toString(), Failure.describe(problem));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
