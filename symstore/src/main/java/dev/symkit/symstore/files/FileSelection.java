// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.path.PathMap;
import java.io.IOException;
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

    private final Path workingDirectory;
    private final Selection selection;
    private final Optional<Path> store;
    private final TreeMap<String, Found> files = new TreeMap<>(PATH_ORDER);
    private final TreeMap<String, FileReport> errors = new TreeMap<>(PATH_ORDER);

    /** @param store the root of the store, which is skipped where it lies below a directory that is searched */
    FileSelection(Path workingDirectory, Selection selection, Optional<Path> store) {
        this.workingDirectory = workingDirectory;
        this.selection = selection;
        this.store = store;
    }

    /**
     * A file.
     *
     * @param shown its path for people and records: where the value was the path of a mounted share, that on the share
     * @param size bytes, 0 if that could not be told; for progress only
     */
    record Found(Path path, String shown, long size) {}

    /**
     * What a text names.
     *
     * @param path the local path, absolute
     * @param base for a path on a mounted share, where the share is mounted; else empty
     * @param mapping the share; else empty
     */
    private record Named(Path path, Optional<Path> base, Optional<PathMap.Mapping> mapping) {
        /** The path for people of this path or one below it. */
        String shown(Path file) {
            return mapping.map(share ->
                            share.remote(base.orElseThrow().relativize(file).toString()))
                    .orElseGet(file::toString);
        }
    }

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
        Optional<Named> list = resolve(name);
        if (list.isEmpty() || !Files.exists(list.get().path())) {
            return false;
        }
        List<String> values;
        try {
            values = FileList.read(list.get().path());
        } catch (IOException e) {
            addError(list.get().shown(list.get().path()), e);
            return true;
        }
        for (String value : values) {
            if (!addOne(value)) {
                String path =
                        resolve(value).map(named -> named.shown(named.path())).orElse(value);
                errors.put(path, FileReport.error(path, FileReport.NOT_FOUND, "listed file not found"));
            }
        }
        return true;
    }

    private void addError(String path, IOException problem) {
        errors.put(path, FileReport.unreadable(path, problem));
    }

    private boolean addOne(String value) throws IOException {
        boolean mounted = selection.shares().find(value).isPresent();
        int slash = Math.max(value.lastIndexOf('/'), value.lastIndexOf(mounted ? '\\' : separator()));
        if (separator() == '\\') {
            slash = Math.max(slash, value.lastIndexOf(':')); // C:*.pdb
        }
        String last = value.substring(slash + 1);
        if (last.indexOf('*') >= 0 || last.indexOf('?') >= 0) {
            Optional<Named> directory = resolve(slash < 0 ? "." : value.substring(0, slash + 1));
            return directory.isPresent() && Files.isDirectory(directory.get().path()) && walk(directory.get(), last);
        }
        Optional<Named> named = resolve(value);
        if (named.isEmpty()) {
            return false;
        }
        Path path = named.get().path();
        if (Files.isDirectory(path)) {
            return walk(named.get(), "*");
        }
        if (!Files.exists(path)) {
            return false;
        }
        if (!isExcluded(path)) {
            put(named.get(), path, sizeOf(path));
        }
        return true;
    }

    private void put(Named named, Path path, long size) {
        String shown = named.shown(path);
        files.put(shown, new Found(path, shown, size));
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

    /**
     * What a text names, Windows short names expanded; empty if it cannot be a path here, or leads out of the mounted share it
     * begins with.
     */
    private Optional<Named> resolve(String text) throws IOException {
        try {
            Optional<PathMap.Mapped> mapped = selection.shares().find(text);
            Path path = absolute(mapped.map(PathMap.Mapped::local).orElse(text));
            if (mapped.isEmpty()) {
                return Optional.of(new Named(path, Optional.empty(), Optional.empty()));
            }
            Path base = absolute(mapped.get().mapping().directory());
            return path.startsWith(base)
                    ? Optional.of(new Named(
                            path, Optional.of(base), Optional.of(mapped.get().mapping())))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Path absolute(String text) throws IOException {
        Path path = workingDirectory.resolve(text).toAbsolutePath().normalize();
        boolean shortName = separator() == '\\' && path.toString().indexOf('~') >= 0 && Files.exists(path);
        return shortName ? path.toRealPath(LinkOption.NOFOLLOW_LINKS) : path;
    }

    private boolean isExcluded(Path file) {
        return selection.excludes().stream().anyMatch(pattern -> matches(file, pattern));
    }

    private static boolean matches(Path file, String pattern) {
        Path name = file.getFileName();
        String effective = pattern.equals("*.*") ? "*" : pattern;
        return name != null && FilenameUtils.wildcardMatch(name.toString(), effective, IOCase.INSENSITIVE);
    }

    private boolean walk(Named directory, String pattern) throws IOException {
        Visitor visitor = new Visitor(directory, pattern);
        EnumSet<FileVisitOption> options = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        int depth = selection.recurse() ? Integer.MAX_VALUE : 1;
        Files.walkFileTree(directory.path(), options, depth, visitor);
        return visitor.matched;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Named root;
        private final String pattern;
        private boolean matched;

        Visitor(Named root, String pattern) {
            this.root = root;
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
                    put(root, file, attributes.size());
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            if (!(problem instanceof FileSystemLoopException)) {
                addError(root.shown(file), problem);
                matched = true;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
