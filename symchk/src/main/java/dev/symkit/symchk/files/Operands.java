// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.IOCase;

/**
 * Finds the files that operands name (symchk.md 2). Confined to one thread.
 *
 * @param workingDirectory what relative operands start from
 * @param recurse {@code /r}
 * @param warnings hears one line for each thing that was left out
 */
public record Operands(Path workingDirectory, boolean recurse, Consumer<String> warnings) {
    /**
     * What operands named.
     *
     * @param files the files, in order
     * @param unmatched the operands that named none
     */
    public record Named(List<NamedFile> files, List<String> unmatched) {
        /** Copies the lists. */
        public Named {
            files = List.copyOf(files);
            unmatched = List.copyOf(unmatched);
        }
    }

    /** The files of all operands. */
    public Named find(List<String> operands) {
        List<NamedFile> files = new ArrayList<>();
        List<String> unmatched = new ArrayList<>();
        for (String operand : operands) {
            List<NamedFile> found = find(operand);
            if (found.isEmpty()) {
                unmatched.add(operand);
            }
            files.addAll(found);
        }
        return new Named(files, unmatched);
    }

    /** The files of the entries of a list. */
    public Named list(Path file) throws IOException {
        return find(ListFile.entries(file));
    }

    private List<NamedFile> find(String given) {
        boolean windows = workingDirectory.getFileSystem().getSeparator().equals("\\");
        String operand = given.endsWith("\"") ? given.substring(0, given.length() - 1) : given;
        int cut = Math.max(operand.lastIndexOf('/'), operand.lastIndexOf('\\'));
        if (windows) {
            cut = Math.max(cut, operand.lastIndexOf(':'));
        }
        String last = operand.substring(cut + 1);
        if (last.indexOf('*') >= 0 || last.indexOf('?') >= 0) {
            Optional<Path> directory = resolve(operand.substring(0, cut + 1), windows);
            return directory.isPresent() ? walk(directory.get(), mask(last)) : List.of();
        }
        Optional<Path> path = resolve(operand, windows);
        if (path.isEmpty() || operand.isEmpty()) {
            return List.of();
        }
        if (Files.isDirectory(path.get())) {
            return walk(path.get(), name -> true);
        }
        return !last.isEmpty() && Files.exists(path.get()) ? List.of(new NamedFile(path.get(), true)) : List.of();
    }

    private Optional<Path> resolve(String text, boolean windows) {
        try {
            Path plain = workingDirectory.resolve(text).normalize();
            boolean tryOther = !windows && text.indexOf('\\') >= 0 && !Files.exists(plain);
            return Optional.of(
                    tryOther ? workingDirectory.resolve(text.replace('\\', '/')).normalize() : plain);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Predicate<String> mask(String mask) {
        return mask.equals("*.*") || mask.equals("*")
                ? name -> true
                : name -> FilenameUtils.wildcardMatch(name, mask, IOCase.INSENSITIVE);
    }

    private List<NamedFile> walk(Path directory, Predicate<String> matches) {
        return new FileTree(recurse, warnings)
                .files(directory, matches).stream()
                        .map(path -> new NamedFile(path, false))
                        .toList();
    }
}
