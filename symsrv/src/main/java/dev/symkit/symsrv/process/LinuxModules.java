// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.process;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The PE files that processes have mapped, as those of Wine and Proton do: {@code maps} of the proc file system.
 *
 * @param proc where that is mounted
 */
public record LinuxModules(Path proc) implements ProcessModules {
    private static final int FIELDS = 6;
    private static final int RADIX = 16;
    private static final String DELETED = " (deleted)";

    @Override
    public List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.length() < 18 && Files.isReadable(entry.resolve("maps"))) {
                    found.add(Long.parseLong(name));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    @Override
    public List<MappedImage> modules(long process) throws IOException {
        Path maps = proc.resolve(Long.toString(process)).resolve("maps");
        Map<Path, Long> bases = new LinkedHashMap<>(); // a file is mapped section by section, the lowest first
        for (String line : new String(Files.readAllBytes(maps), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] fields = line.split(" +", FIELDS);
            if (fields.length == FIELDS && fields[FIELDS - 1].startsWith("/")) {
                String start = fields[0].substring(0, Math.max(0, fields[0].indexOf('-')));
                bases.merge(
                        Path.of(unescaped(fields[FIELDS - 1])),
                        Long.parseUnsignedLong(start, RADIX),
                        LinuxModules::lower);
            }
        }
        return bases.entrySet().stream()
                .filter(entry -> isImage(entry.getKey()))
                .map(entry -> new MappedImage(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static long lower(long one, long other) {
        return Long.compareUnsigned(one, other) < 0 ? one : other;
    }

    /** The kernel writes a line feed as {@code \012}, and marks files that were deleted. */
    private static String unescaped(String path) {
        String text = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return text.replace("\\012", "\n");
    }

    private static boolean isImage(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ByteSource source = FileByteSource.open(file)) {
            return PeFile.recognise(source);
        } catch (IOException e) {
            return false;
        }
    }
}
