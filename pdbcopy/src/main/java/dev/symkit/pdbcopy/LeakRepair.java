// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
     * @return what was found, and zeroed but for {@link LeakClass#MAP_PAGE}
     * @throws FileAlreadyExistsException if there is a file {@code backup}
     * @throws dev.symkit.format.io.FormatException if it is no such PDB or is damaged
     * @throws IOException if a file cannot be read or written, or the PDB changed meanwhile
     */
    public static LeakReport repair(Path pdb, Path backup) throws IOException {
        Path original = pdb.toRealPath();
        if (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(backup.toString());
        }
        FileState before = FileState.ofWritable(original);
        try (StagedFile saved = new StagedFile(backup);
                StagedFile repaired = new StagedFile(original)) {
            LeakReport report = prepare(original, saved, repaired);
            requireUnchanged(original, before);
            saved.publish();
            if (!report.isClean()) {
                replace(original, before, repaired, backup);
            }
            return report;
        }
    }

    private static LeakReport prepare(Path original, StagedFile saved, StagedFile repaired) throws IOException {
        try (FileByteSource source = FileByteSource.open(original)) {
            LeakReport report = LeakDetector.inspect(source);
            saved.copy(source);
            try (FileByteSource copy = FileByteSource.open(saved.path())) {
                requireZeroed(source, copy, 0);
            }
            FileState.copyAccess(original, saved.path());
            Files.setLastModifiedTime(saved.path(), Files.getLastModifiedTime(original));
            if (!report.isClean()) {
                repaired.copy(source);
                zero(source, repaired.path());
                check(source, repaired.path(), report);
                FileState.copyAccess(original, repaired.path());
            }
            return report;
        }
    }

    private static void zero(ByteSource source, Path image) throws IOException {
        try (FileChannel out = FileChannel.open(image, StandardOpenOption.WRITE)) {
            LeakScan.run(source, range -> {
                if (range.type().isLeak()) {
                    for (LeakRange.Piece piece : range.pieces()) {
                        StagedFile.write(out, ByteBuffer.allocate(piece.length()), piece.position());
                    }
                }
            });
            out.force(true);
        }
    }

    /** No leak is left, and as many bytes were zeroed as were found: no others can have been. */
    private static void check(ByteSource source, Path image, LeakReport report) throws IOException {
        try (FileByteSource result = FileByteSource.open(image)) {
            if (!LeakDetector.inspect(result).isClean()) {
                throw new IOException(image + ": there are leaks in the repaired file");
            }
            requireZeroed(source, result, report.bytes());
        }
    }

    private static void requireZeroed(ByteSource source, ByteSource copy, long bytes) throws IOException {
        long found = Difference.zeroed(source, copy);
        if (found != bytes) {
            throw new IOException(copy.name() + ": " + found + " bytes differ from the original, not " + bytes);
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
