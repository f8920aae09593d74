// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.layout.StoreText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.IOCase;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that {@code /f} values name: a file, a directory, a pattern in the last path component, or {@code @list}
 * (symstore.md section 3). Confined to one thread.
 */
final class FileSelection {
    private static final Comparator<String> PATH_ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private static final int MAX_LIST = 64 * 1024 * 1024;

    private final Path workingDirectory;
    private final boolean recurse;
    private final List<String> excludes;
    private final Optional<Path> store;
    private final TreeMap<String, Found> files = new TreeMap<>(PATH_ORDER);
    private final TreeMap<String, FileReport> errors = new TreeMap<>(PATH_ORDER);

    /** @param store the root of the store, which is skipped where it lies below a directory that is searched */
    FileSelection(Path workingDirectory, boolean recurse, List<String> excludes, Optional<Path> store) {
        this.workingDirectory = workingDirectory;
        this.recurse = recurse;
        this.excludes = List.copyOf(excludes);
        this.store = store;
    }

    /**
     * A file.
     *
     * @param size bytes, 0 if that could not be told; for progress only
     */
    record Found(Path path, long size) {}

    /** The files found so far, in path order: ignoring case first, then by code unit. */
    List<Found> files() {
        return List.copyOf(files.values());
    }

    /** What could not be read or does not exist, in path order. */
    List<FileReport> errors() {
        return List.copyOf(errors.values());
    }

    /** Adds what one {@code /f} value names. Gives back whether it named anything. */
    boolean add(String value) throws IOException {
        return value.startsWith("@") ? addList(value.substring(1)) : addOne(value);
    }

    private boolean addList(String name) throws IOException {
        Optional<Path> list = resolve(name);
        if (list.isEmpty() || !Files.exists(list.get())) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = read(list.get());
        } catch (IOException e) {
            addError(list.get().toString(), e);
            return true;
        }
        for (String line : decode(bytes).lines().toList()) {
            String text = line.strip();
            if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
                text = text.substring(1, text.length() - 1);
            }
            if (!text.isEmpty() && !addOne(text)) {
                String path = resolve(text).map(Path::toString).orElse(text);
                errors.put(path, FileReport.error(path, FileReport.NOT_FOUND, "listed file not found"));
            }
        }
        return true;
    }

    private static byte[] read(Path list) throws IOException {
        try (InputStream in = Files.newInputStream(list)) {
            byte[] bytes = in.readNBytes(MAX_LIST + 1);
            if (bytes.length > MAX_LIST) {
                throw new IOException("larger than the " + MAX_LIST + " bytes allowed for a list of files");
            }
            return bytes;
        }
    }

    private void addError(String path, IOException problem) {
        errors.put(path, FileReport.error(path, Failure.systemCode(problem), Failure.describe(problem)));
    }

    private static String decode(byte[] bytes) {
        boolean bom = bytes.length >= 2 && ((bytes[0] & 0xFF) ^ (bytes[1] & 0xFF)) == 1 && (bytes[0] & 0xFE) == 0xFE;
        return bom ? new String(bytes, StandardCharsets.UTF_16) : StoreText.decode(bytes);
    }

    private boolean addOne(String value) throws IOException {
        int slash = Math.max(value.lastIndexOf('/'), value.lastIndexOf(separator()));
        if (separator() == '\\') {
            slash = Math.max(slash, value.lastIndexOf(':')); // C:*.pdb
        }
        String last = value.substring(slash + 1);
        if (last.indexOf('*') >= 0 || last.indexOf('?') >= 0) {
            Optional<Path> directory = resolve(slash < 0 ? "." : value.substring(0, slash + 1));
            return directory.filter(Files::isDirectory).isPresent() && walk(directory.get(), last);
        }
        Optional<Path> named = resolve(value);
        if (named.isEmpty()) {
            return false;
        }
        Path path = named.get();
        if (Files.isDirectory(path)) {
            return walk(path, "*");
        }
        if (!Files.exists(path)) {
            return false;
        }
        if (!isExcluded(path)) {
            files.put(path.toString(), new Found(path, sizeOf(path)));
        }
        return true;
    }

    private static long sizeOf(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0; // its problem shows when it is read
        }
    }

    private char separator() {
        return workingDirectory.getFileSystem().getSeparator().charAt(0);
    }

    /** The absolute path that a text names, Windows short names expanded; empty if it cannot be a path here. */
    private Optional<Path> resolve(String text) throws IOException {
        try {
            Path path = workingDirectory.resolve(text).toAbsolutePath().normalize();
            boolean shortName = separator() == '\\' && path.toString().indexOf('~') >= 0 && Files.exists(path);
            return Optional.of(shortName ? path.toRealPath(LinkOption.NOFOLLOW_LINKS) : path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean isExcluded(Path file) {
        return excludes.stream().anyMatch(pattern -> matches(file, pattern));
    }

    private static boolean matches(Path file, String pattern) {
        Path name = file.getFileName();
        String effective = pattern.equals("*.*") ? "*" : pattern;
        return name != null && FilenameUtils.wildcardMatch(name.toString(), effective, IOCase.INSENSITIVE);
    }

    private boolean walk(Path directory, String pattern) throws IOException {
        Visitor visitor = new Visitor(pattern);
        EnumSet<FileVisitOption> options = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        int depth = recurse ? Integer.MAX_VALUE : 1;
        Files.walkFileTree(directory, options, depth, visitor);
        return visitor.matched;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final String pattern;
        private boolean matched;

        Visitor(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            try {
                return store.isPresent() && directory.toRealPath().equals(store.get())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            } catch (IOException e) {
                visitFileFailed(directory, e);
                return FileVisitResult.SKIP_SUBTREE;
            }
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) {
            return problem == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, problem);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && matches(file, pattern)) {
                matched = true;
                if (!isExcluded(file)) {
                    files.put(file.toString(), new Found(file, attributes.size()));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            if (!(problem instanceof FileSystemLoopException)) {
                addError(file.toString(), problem);
                matched = true;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
