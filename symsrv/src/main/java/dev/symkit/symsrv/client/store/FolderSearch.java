// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.view.Directories;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One look-up in a store of directories. What vanishes in the middle of it was never there.
 *
 * @param store the store
 * @param place where it is
 * @param spellings how its names are really spelled
 * @param wanted what is looked for
 */
record FolderSearch(FolderStore store, FolderPlace place, Spellings spellings, Wanted wanted) {
    private static final int COPY = 1 << 16;

    /**
     * What is looked for.
     *
     * @param name of the file, not compressed; or exactly that of the file if it is wanted from anywhere
     * @param leaves the forms that are tried
     * @param anywhere whether the file is wanted from a place where directories are nothing special
     */
    record Wanted(Lookup lookup, Visitor visitor, String name, List<Leaf> leaves, boolean anywhere) {}

    /**
     * Offers what is in a directory, however it is spelled.
     *
     * @param traced whether to say so if the directory is not there
     */
    Absence below(List<String> segments, boolean traced) throws IOException {
        Lookup lookup = wanted.lookup();
        String exact = String.join("/", segments);
        List<String> directories = new ArrayList<>();
        Absence absence = Absence.miss(ResultCode.PATH_NOT_FOUND, "path not found");
        if (stat(exact).isPresent()) {
            directories.add(exact);
            absence = inDirectory(exact);
        }
        if (wanted.visitor().done()) {
            return absence;
        }
        List<String> others = spellings.others(segments, lookup.now());
        if (directories.size() + others.size() > 1) {
            lookup.warn(shown(exact) + " is there in several spellings");
        }
        for (String other : others) {
            directories.add(other);
            absence = absence.or(inDirectory(other));
            if (wanted.visitor().done()) {
                return absence;
            }
        }
        if (directories.isEmpty() && traced) {
            for (Leaf leaf : wanted.leaves()) {
                leaf.of(wanted.name()).ifPresent(file -> missing(lookup, exact, file, ResultCode.PATH_NOT_FOUND));
            }
        }
        return absence;
    }

    private void missing(Lookup lookup, String directory, String file, ResultCode code) {
        String path = shown(Directories.join(directory, file));
        lookup.trace("UNC: " + path + (code.equals(ResultCode.PATH_NOT_FOUND) ? " - path" : " - file") + " not found");
        lookup.tried(store, path, code, 0, lookup.now());
    }

    /** Offers what is in a directory that is spelled so. */
    Absence inDirectory(String directory) throws IOException {
        Absence absence = Absence.miss(ResultCode.FILE_NOT_FOUND, "file not found");
        for (Leaf leaf : wanted.leaves()) {
            Optional<String> file = leaf.of(wanted.name());
            if (file.isEmpty() || wanted.visitor().done()) {
                continue;
            }
            absence = absence.or(candidate(directory, file.get(), leaf));
        }
        return absence;
    }

    private Absence candidate(String directory, String file, Leaf leaf) throws IOException {
        Lookup lookup = wanted.lookup();
        String path = Directories.join(directory, file);
        Optional<StorageEntry> entry = stat(path);
        if (entry.isEmpty()) {
            Optional<String> other = spellings.other(directory, file, lookup.now());
            path = Directories.join(directory, other.orElse(file));
            entry = other.isPresent() ? stat(path) : Optional.empty();
        }
        if (entry.isEmpty() || (wanted.anywhere() && entry.get().isDirectory())) {
            missing(lookup, directory, file, ResultCode.FILE_NOT_FOUND);
            return Absence.miss(ResultCode.FILE_NOT_FOUND, "file not found");
        }
        Instant since = lookup.now();
        Absence absence;
        try {
            absence = offer(path, entry.get(), leaf);
        } catch (NoSuchFileException e) {
            if (stat(path).isPresent()) {
                throw e; // it is some other file that is missing
            }
            missing(lookup, directory, file, ResultCode.FILE_NOT_FOUND);
            return Absence.miss(ResultCode.FILE_NOT_FOUND, "file not found");
        }
        Optional<Absence> problem = wanted.visitor().done() ? Optional.empty() : Optional.of(absence);
        lookup.judged(store, shown(path), problem, entry.get().size(), since);
        return absence;
    }

    private Absence offer(String path, StorageEntry entry, Leaf leaf) throws IOException {
        Lookup lookup = wanted.lookup();
        if (!entry.isFile() || entry.size() == 0) {
            String problem = entry.isFile() ? "is empty" : "is no file";
            lookup.warn(shown(path) + " " + problem);
            return Absence.unusable(ResultCode.FILE_CORRUPT, shown(path) + " " + problem);
        }
        if (leaf == Leaf.POINTER) {
            return pointer(wanted.visitor(), path, entry);
        }
        if (place.root().isEmpty() && lookup.options().noCopy()) {
            wanted.visitor().located(shown(path));
            return Absence.NOTHING_TRIED;
        }
        Content content = place.root().isPresent()
                ? Content.inPlace(place.root().get().resolve(path))
                : fetched(wanted.visitor(), path, entry);
        return wanted.visitor().file(content, leaf == Leaf.COMPRESSED).orElse(Absence.NOTHING_TRIED);
    }

    private Absence pointer(Visitor visitor, String path, StorageEntry entry) throws IOException {
        if (entry.size() > FilePointer.MAX_SIZE) {
            return Absence.unusable(ResultCode.BAD_FORMAT, shown(path) + " is too large for a pointer");
        }
        Optional<byte[]> bytes = place.storage().readAll(path, FilePointer.MAX_SIZE);
        if (bytes.isEmpty()) {
            throw new NoSuchFileException(path);
        }
        String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return visitor.pointer(FilePointer.parse(bytes.get()), store, directory).orElse(Absence.NOTHING_TRIED);
    }

    private Content fetched(Visitor visitor, String path, StorageEntry entry) throws IOException {
        Landing landing = visitor.land();
        try (StorageFile file = place.storage().open(path)) {
            byte[] bytes = new byte[COPY];
            wanted.lookup().listener().size(file.size());
            for (long at = 0; at < file.size(); ) {
                int length = (int) Math.min(bytes.length, file.size() - at);
                file.read(at, bytes, 0, length);
                ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
                while (buffer.hasRemaining()) {
                    at += landing.file().channel().write(buffer, at);
                }
                wanted.lookup().listener().progress(at, file.size());
            }
        } catch (IOException e) {
            landing.close();
            throw e;
        }
        return Content.landed(landing, shown(path), Optional.of(entry.modified()));
    }

    /** Offers one file of a directory, however both are spelled. */
    Absence file(List<String> segments, Leaf form) throws IOException {
        String exact = String.join("/", segments);
        Absence absence = candidate(exact, wanted.name(), form);
        if (segments.isEmpty() || wanted.visitor().done()) {
            return absence;
        }
        for (String other : spellings.others(segments, wanted.lookup().now())) {
            absence = absence.or(candidate(other, wanted.name(), form));
            if (wanted.visitor().done()) {
                return absence;
            }
        }
        return absence;
    }

    /** What is at a path; names that this system cannot have are nowhere. */
    private Optional<StorageEntry> stat(String path) throws IOException {
        try {
            return place.storage().stat(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String shown(String path) {
        String separator = place.label().startsWith("\\\\") && place.root().isEmpty()
                ? "\\"
                : place.storage().separator();
        String start = place.root().map(Path::toString).orElse(place.label());
        String below = path.replace("/", separator);
        return below.isEmpty() ? start : start.endsWith(separator) ? start + below : start + separator + below;
    }
}
