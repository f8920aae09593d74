// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Overwrites what {@link LeakDetector} finds in a PDB with zeros. Streams keep their numbers, sizes and pages, so that hash tables, GUID
 * and ages stay as they are.
 */
public final class LeakRepair {
    private LeakRepair() {}

    /**
     * Repairs a PDB in place. A copy of the original is made first, also of a clean one; the repaired file is made beside the original,
     * checked, and then takes its place in one step. If that fails or the thread is interrupted, the original is untouched and no
     * backup is left. A symbolic link is followed; other hard links of the file keep the old content.
     *
     * @param pdb a PDB in an MSF 7.00 container
     * @param backup where the copy goes
     * @param cancelled asked now and then whether to give up
     * @return what was found, and zeroed but for {@link LeakClass#MAP_PAGE}
     * @throws FileAlreadyExistsException if there is a file {@code backup}
     * @throws dev.symkit.format.io.FormatException if it is no such PDB or is damaged
     * @throws PdbCopyException {@code NOT_ACCESSIBLE} if a file cannot be written
     * @throws java.io.InterruptedIOException if it was cancelled
     * @throws IOException if a file cannot be read, or the PDB changed meanwhile
     */
    public static LeakReport repair(Path pdb, Path backup, BooleanSupplier cancelled) throws IOException {
        Path original = pdb.toRealPath();
        if (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(backup.toString());
        }
        FileState before = FileState.ofWritable(original);
        LeakReport report;
        try (InputPdb input = InputPdb.open(original)) {
            report = LeakDetector.inspect(input.content());
        }
        try (StagedFile saved = StagedFile.create(backup)) {
            save(original, saved, cancelled);
            if (report.isClean()) {
                requireUnchanged(original, before);
                saved.publish();
                return report;
            }
            try (StagedFile repaired = StagedFile.create(original)) {
                zero(original, repaired, cancelled);
                check(original, repaired.path(), report.bytes());
                requireUnchanged(original, before);
                saved.publish();
                replace(original, before, repaired, backup);
            }
        }
        return report;
    }

    private static void save(Path original, StagedFile saved, BooleanSupplier cancelled) throws IOException {
        try (FileByteSource source = FileByteSource.open(original)) {
            saved.append(source, cancelled, bytes -> {});
            try (FileByteSource copy = FileByteSource.open(saved.path())) {
                requireZeroed(source, copy, 0);
            }
        }
        FileState.copyAccess(original, saved.path());
        Files.setLastModifiedTime(saved.path(), Files.getLastModifiedTime(original));
    }

    private static void zero(Path original, StagedFile repaired, BooleanSupplier cancelled) throws IOException {
        try (FileByteSource source = FileByteSource.open(original)) {
            repaired.append(source, cancelled, bytes -> {});
            LeakScan.run(source, range -> {
                if (range.type().isLeak()) {
                    for (LeakRange.Piece piece : range.pieces()) {
                        repaired.write(piece.position(), new byte[piece.length()]);
                    }
                }
            });
        }
        FileState.copyAccess(original, repaired.path());
    }

    /** No leak is left, and as many bytes were zeroed as were found: no others can have been. */
    private static void check(Path original, Path repaired, long bytes) throws IOException {
        try (FileByteSource source = FileByteSource.open(original);
                FileByteSource result = FileByteSource.open(repaired)) {
            if (!LeakDetector.inspect(result).isClean()) {
                throw new IOException(original + ": there are leaks in the repaired file");
            }
            requireZeroed(source, result, bytes);
        }
    }

    private static void requireZeroed(ByteSource source, ByteSource copy, long bytes) throws IOException {
        long found = Difference.zeroed(source, copy);
        if (found != bytes) {
            throw new IOException(source.name() + ": " + found + " bytes of the copy differ, not " + bytes);
        }
    }

    private static void requireUnchanged(Path original, FileState before) throws IOException {
        if (!FileState.of(original).equals(before)) {
            throw new FileSystemException(original.toString(), null, "the file was changed by another program");
        }
    }

    private static void replace(Path original, FileState before, StagedFile repaired, Path backup) throws IOException {
        try {
            repaired.replace();
        } catch (IOException e) {
            try {
                requireUnchanged(original, before); // else the backup may be all there is
                Files.delete(backup);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
