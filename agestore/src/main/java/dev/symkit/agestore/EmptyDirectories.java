// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Removes the empty directories of a tree, and those that become empty by that, from the bottom up. Confined to one walk. */
final class EmptyDirectories implements TreeWalk.Visitor {
    private final Path root;
    private final Set<Path> leftOut;
    private final AgeListener listener;
    private final Deque<Integer> entries = new ArrayDeque<>(); // how much each open directory still holds

    /** @param leftOut directories where nothing is touched */
    EmptyDirectories(Path root, Set<Path> leftOut, AgeListener listener) {
        this.root = root;
        this.leftOut = leftOut;
        this.listener = listener;
    }

    @Override
    public boolean enter(Path directory, NameList names) {
        if (leftOut.contains(directory)) {
            return false;
        }
        entries.addLast(names.size());
        return true;
    }

    @Override
    public void file(Path file, String name, BasicFileAttributes attributes) {}

    @Override
    public void other(Path path) {}

    @Override
    public void failed(Path path, IOException problem) {}

    @Override
    public void leave(Path directory) {
        boolean removed = entries.removeLast() == 0 && !isLink(directory) && remove(directory);
        if (removed && !entries.isEmpty()) {
            entries.addLast(entries.removeLast() - 1);
        }
    }

    /** A root that is a link to a directory is not removed: the link would go. */
    private boolean isLink(Path directory) {
        return directory.equals(root) && Files.isSymbolicLink(directory);
    }

    private boolean remove(Path directory) {
        try {
            Files.delete(directory);
            return true;
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            return false; // somebody else was faster
        } catch (IOException e) {
            listener.problem("cannot remove the directory " + directory + ": " + Deletion.describe(e));
            return false;
        }
    }
}
