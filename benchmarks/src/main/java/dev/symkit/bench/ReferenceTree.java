// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the tree of a store costs without any store logic: for every file of a directory two directories and two files,
 * forced to the device as a store does it, many at once. Usage: {@code ReferenceTree SOURCE TARGET sync|nosync}.
 */
public final class ReferenceTree {
    private static final int THREADS = 32;
    private static final byte[] REFS =
            "0000000001,file,\"/a/path/of/ordinary/length/file.pdb\",pri,,N,,".getBytes(StandardCharsets.US_ASCII);

    private ReferenceTree() {}

    /** Runs the program. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        boolean sync = args[2].equals("sync");
        Path target = Path.of(args[1]);
        List<Path> sources = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(args[0]))) {
            stream.forEach(sources::add);
        }
        ExecutorService pool = Executors.newFixedThreadPool(sync ? THREADS : 2);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (Path source : sources) {
                done.add(pool.submit(() -> {
                    Path name = target.resolve(String.valueOf(source.getFileName()));
                    Path key = name.resolve("0123456789ABCDEF0123456789ABCDEF1");
                    Files.createDirectories(key);
                    write(key.resolve(String.valueOf(source.getFileName())), Files.readAllBytes(source), sync);
                    write(key.resolve("refs.ptr"), REFS, sync);
                    if (sync) {
                        force(key);
                        force(name);
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            if (sync) {
                force(target);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void write(Path file, byte[] bytes, boolean sync) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (sync) {
                channel.force(true);
            }
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
