// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The reading half of {@link LocalStorage}. Thread-safe.
 *
 * <p>A version is the size, the modification time to the finest unit and the file key (device and inode where there are such).
 *
 * @param root absolute and normalized
 */
record LocalReader(Path root) {
    /** How many entries of a directory are turned into names at a time, beside the reading of the next ones. */
    private static final int BATCH = 8192;

    /** {@link StoreStorage#list(String, Predicate)}. */
    List<String> list(String directory, Predicate<String> wanted) throws IOException {
        List<CompletableFuture<List<String>>> done = new ArrayList<>();
        List<Path> batch = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(inside(directory))) {
            for (Path path : stream) {
                batch.add(path);
                if (batch.size() == BATCH) {
                    List<Path> full = batch;
                    done.add(CompletableFuture.supplyAsync(() -> names(full, wanted)));
                    batch = new ArrayList<>(BATCH);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<String> names = new ArrayList<>();
        done.forEach(each -> names.addAll(each.join()));
        names.addAll(names(batch, wanted));
        return names;
    }

    private List<String> names(List<Path> paths, Predicate<String> wanted) {
        String separator = root.getFileSystem().getSeparator();
        List<String> names = new ArrayList<>();
        for (Path path : paths) {
            String text = path.toString(); // getFileName() takes twice as long, and there may be very many
            String name = text.substring(text.lastIndexOf(separator) + 1);
            if (wanted.test(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** {@link StoreStorage#stat}. */
    Optional<StorageEntry> stat(String path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(inside(path), BasicFileAttributes.class);
            StorageEntry.Kind kind = attributes.isRegularFile()
                    ? StorageEntry.Kind.FILE
                    : attributes.isDirectory() ? StorageEntry.Kind.DIRECTORY : StorageEntry.Kind.OTHER;
            boolean file = attributes.isRegularFile();
            return Optional.of(new StorageEntry(
                    kind,
                    file ? attributes.size() : 0,
                    attributes.lastModifiedTime().toInstant(),
                    file ? version(attributes) : ""));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isBelowAFile(inside(path))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String version(BasicFileAttributes attributes) {
        return attributes.size() + ";" + attributes.lastModifiedTime().toInstant() + ";" + attributes.fileKey();
    }

    private boolean isBelowAFile(Path path) {
        for (Path parent = path.getParent(); parent != null && parent.startsWith(root); parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
        }
        return false;
    }

    /** {@link StoreStorage#open}. */
    StorageFile open(String path) throws IOException {
        Path file = inside(path);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new LocalFile(path, channel, channel.size(), version(attributes));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private record LocalFile(String path, FileChannel channel, long size, String version) implements StorageFile {
        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + length - buffer.remaining()) < 0) {
                    throw new EOFException(path + ": ends before byte " + (position + length));
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The place of a store path on the disk; refuses one that leaves the store. */
    Path inside(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("path leaves the store: " + path);
        }
        return resolved;
    }
}
