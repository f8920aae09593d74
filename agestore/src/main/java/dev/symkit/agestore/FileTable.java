// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files with where they are, in path order, in 36 bytes each and what their names take; a directory takes 8 bytes and its name.
 * Confined to one thread.
 */
final class FileTable {
    private static final int BLOCK_BITS = 14;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int MAX_FILES = Integer.MAX_VALUE - BLOCK;

    private final NamePool names = new NamePool();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Integer, Path> oddFiles = new HashMap<>();
    private final Map<Integer, Path> oddDirectories = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int[] parents = new int[64];
    private int[] directoryNames = new int[64];
    private int directories;
    private int files;

    /** The columns of some files. Arrays of fixed size: growing never copies, nor needs twice the room. */
    private static final class Block {
        private final long[] bytes = new long[BLOCK];
        private final long[] lastUse = new long[BLOCK];
        private final long[] modified = new long[BLOCK];
        private final int[] directory = new int[BLOCK];
        private final int[] name = new int[BLOCK];
        private final AgedFile.Hold[] hold = new AgedFile.Hold[BLOCK];
    }

    /** Begins a directory, inside the one that is open; the first is the root. */
    void enter(Path directory) throws IOException {
        if (directories == parents.length) {
            parents = Arrays.copyOf(parents, directories * 3 / 2);
            directoryNames = Arrays.copyOf(directoryNames, directories * 3 / 2);
        }
        int number = directories++;
        if (open.isEmpty()) {
            oddDirectories.put(number, directory);
        } else {
            parents[number] = open.getLast();
            directoryNames[number] = number(directory, number, oddDirectories);
        }
        open.addLast(number);
    }

    /** Ends the directory that is open. */
    void leave() {
        open.removeLast();
    }

    /** Takes a file of the directory that is open. */
    void add(AgedFile file) throws IOException {
        if (files == MAX_FILES) {
            throw new IOException("more than " + MAX_FILES + " files");
        }
        if ((files & (BLOCK - 1)) == 0) {
            blocks.add(new Block());
        }
        Block block = block(files);
        int at = files & (BLOCK - 1);
        block.bytes[at] = file.bytes();
        block.lastUse[at] = file.lastUse();
        block.modified[at] = file.modified();
        block.directory[at] = open.getLast();
        block.name[at] = number(file.path(), files, oddFiles);
        block.hold[at] = file.hold();
        files++;
    }

    private int number(Path path, int number, Map<Integer, Path> odd) throws IOException {
        String name = path.getFileName().toString();
        if (!NameList.isText(name)) {
            odd.put(number, path);
        }
        return names.add(name);
    }

    int files() {
        return files;
    }

    int directories() {
        return directories;
    }

    AgedFile get(int file) {
        return new AgedFile(
                path(file), bytes(file), lastUse(file), block(file).modified[file & (BLOCK - 1)], hold(file));
    }

    private Path path(int file) {
        Path odd = oddFiles.get(file);
        return odd != null
                ? odd
                : directoryPath(directory(file)).resolve(names.get(block(file).name[file & (BLOCK - 1)]));
    }

    private Path directoryPath(int directory) {
        Deque<String> below = new ArrayDeque<>();
        int at = directory;
        Path base = oddDirectories.get(at);
        while (base == null) {
            below.addFirst(names.get(directoryNames[at]));
            at = parents[at];
            base = oddDirectories.get(at);
        }
        Path path = base;
        for (String name : below) {
            path = path.resolve(name);
        }
        return path;
    }

    int directory(int file) {
        return block(file).directory[file & (BLOCK - 1)];
    }

    long bytes(int file) {
        return block(file).bytes[file & (BLOCK - 1)];
    }

    long lastUse(int file) {
        return block(file).lastUse[file & (BLOCK - 1)];
    }

    AgedFile.Hold hold(int file) {
        return block(file).hold[file & (BLOCK - 1)];
    }

    private Block block(int file) {
        return blocks.get(file >>> BLOCK_BITS);
    }
}
