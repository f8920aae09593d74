// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.hotfix;

import dev.symkit.compress.Cabinet;
import dev.symkit.compress.CabinetEntry;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.PeFile;
import dev.symkit.symchk.check.FileItem;
import dev.symkit.symchk.check.Item;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.commons.io.FileUtils;

/**
 * A hotfix package, unpacked into a temporary directory that is deleted when it is closed. Cabinets in it are unpacked too, three levels
 * deep (symchk.md 9). Entries whose names lead out of the directory are refused.
 */
public final class HotfixFile implements Closeable {
    private static final int DEEPEST = 3;
    private static final long MOST = 64L << 30;
    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final BooleanSupplier cancelled;
    private final List<Item> items = new ArrayList<>();
    private long unpacked;
    private int cabinets;

    private HotfixFile(Path directory, BooleanSupplier cancelled) {
        this.directory = directory;
        this.cancelled = cancelled;
    }

    /**
     * Unpacks a package.
     *
     * @param shown its name for people
     * @throws IOException if it has no cabinet, that is damaged, or the disk is full
     */
    public static HotfixFile open(Path file, String shown, BooleanSupplier cancelled) throws IOException {
        HotfixFile hotfix = new HotfixFile(Files.createTempDirectory("symchk"), cancelled);
        boolean done = false;
        try (ByteSource source = FileByteSource.open(file)) {
            OptionalLong start = CabinetFinder.find(source);
            if (start.isEmpty()) {
                throw new IOException(shown + " holds no cabinet");
            }
            hotfix.unpack(new SourcePart(source, start.getAsLong()), shown, 1);
            done = true;
        } finally {
            if (!done) {
                hotfix.close();
            }
        }
        return hotfix;
    }

    /** The program files, in the order of the cabinets. */
    public List<Item> items() {
        return List.copyOf(items);
    }

    /** Where everything is. */
    public Path directory() {
        return directory;
    }

    /** Unpacks each folder once, from its start to its end. */
    private void unpack(ByteSource source, String shown, int depth) throws IOException {
        Cabinet cabinet = Cabinet.open(source);
        Path target = Files.createDirectory(directory.resolve(Integer.toString(cabinets++)));
        for (int folder = 0; folder < cabinet.folders().size(); folder++) {
            int number = folder;
            List<CabinetEntry> entries = cabinet.entries().stream()
                    .filter(entry -> entry.folder() == number)
                    .sorted(Comparator.comparingLong(CabinetEntry::offset))
                    .toList();
            if (!entries.isEmpty()) {
                unpack(cabinet, entries, target, shown, depth);
            }
        }
    }

    private void unpack(Cabinet cabinet, List<CabinetEntry> entries, Path target, String shown, int depth)
            throws IOException {
        long end = entries.stream()
                .mapToLong(entry -> entry.offset() + entry.size())
                .max()
                .orElse(0);
        CabinetEntry whole = new CabinetEntry("", end, entries.get(0).folder(), 0, 0, 0, 0);
        long position = 0;
        try (InputStream in = cabinet.stream(whole, MOST - unpacked)) {
            for (CabinetEntry entry : entries) {
                if (entry.offset() < position) {
                    throw new IOException(shown + ": files of the cabinet overlap at " + entry.name());
                }
                in.skipNBytes(entry.offset() - position);
                position = entry.offset() + entry.size();
                Path file = place(target, entry, shown);
                copy(in, file, entry.size());
                take(file, shown + "\\" + entry.name(), depth);
            }
        }
    }

    private static Path place(Path target, CabinetEntry entry, String shown) throws IOException {
        Path place = target;
        for (String part : entry.name().split("[\\\\/]", -1)) {
            boolean bad = part.isEmpty()
                    || part.equals(".")
                    || part.equals("..")
                    || part.indexOf(':') >= 0
                    || part.chars().anyMatch(Character::isISOControl);
            if (bad) {
                throw new IOException(shown + ": the name of an entry leads out of the cabinet: " + entry.name());
            }
            place = place.resolve(part);
        }
        return place;
    }

    private void copy(InputStream in, Path file, long size) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; ) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                int length = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (length == 0) {
                    throw new IOException(file.getFileName() + ": the cabinet ends before the file does");
                }
                out.write(buffer, 0, length);
                left -= length;
            }
        }
        unpacked += size;
    }

    /** Looks what an unpacked file is. */
    private void take(Path file, String shown, int depth) throws IOException {
        try (ByteSource source = FileByteSource.open(file)) {
            if (PeFile.recognise(source)) {
                items.add(new FileItem(file, shown, false, true));
            } else if (starts(source, "MSCF") && depth < DEEPEST) {
                unpack(source, shown, depth + 1);
            } else if (starts(source, "PA30") || starts(source, "PA19") || starts(source, "PSTREAM")) {
                items.add(new DeltaItem(shown));
            }
        } catch (FormatException e) {
            throw new IOException(shown + ": " + e.getMessage(), e);
        }
    }

    private static boolean starts(ByteSource source, String magic) throws IOException {
        if (source.size() < magic.length()) {
            return false;
        }
        byte[] head = new byte[magic.length()];
        source.read(0, head, 0, head.length);
        return new String(head, StandardCharsets.ISO_8859_1).equals(magic);
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
    }
}
