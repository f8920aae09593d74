// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.process;

import dev.symkit.symchk.check.FileItem;
import dev.symkit.symchk.check.Item;
import dev.symkit.symsrv.process.MappedImage;
import dev.symkit.symsrv.process.ProcessModules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The program files of the processes that {@code /ip} and {@code /ie} name.
 *
 * @param modules lists them
 */
public record ProcessFiles(ProcessModules modules) {
    /** Those of one process. */
    public List<Item> of(long process, String only) throws IOException {
        return items(files(process), only);
    }

    /** Those of all processes that run a program, named with its extension. */
    public List<Item> running(String program, String only) throws IOException {
        return items(all(files -> files.stream().anyMatch(file -> isNamed(file, program))), only);
    }

    /** Those of every process whose modules can be read. */
    public List<Item> everywhere(String only) throws IOException {
        return items(all(files -> true), only);
    }

    private Set<Path> all(Predicate<Set<Path>> wanted) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (long process : modules.processes()) {
            Set<Path> files = readable(process);
            if (wanted.test(files)) {
                found.addAll(files);
            }
        }
        return found;
    }

    /** Those of a process that has not ended and does not belong to somebody else. */
    private Set<Path> readable(long process) {
        try {
            return files(process);
        } catch (IOException e) {
            return Set.of();
        }
    }

    private Set<Path> files(long process) throws IOException {
        return modules.modules(process).stream()
                .map(MappedImage::file)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isNamed(Path file, String name) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    private static List<Item> items(Set<Path> files, String only) {
        return files.stream()
                .filter(file -> only.isEmpty() || isNamed(file, only))
                .<Item>map(file -> new FileItem(file, file.toString(), false, false))
                .toList();
    }
}
