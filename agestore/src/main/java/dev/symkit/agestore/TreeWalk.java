// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Goes through a tree in path order, name by name: files and sub-directories mixed. Attributes are read once for each entry, by its
 * own name: links are not followed. In memory is one list of names for each directory on the way down. Confined to one thread.
 */
final class TreeWalk {
    private final Path root;
    private final boolean recurse;
    private final BooleanSupplier cancelled;
    private final Class<? extends BasicFileAttributes> attributesType;

    /** Told of what is found. */
    interface Visitor {
        /** A directory, before what is in it. False: it is left out. */
        boolean enter(Path directory, NameList names) throws IOException;

        /** A regular file, in the directory entered last. */
        void file(Path file, String name, BasicFileAttributes attributes) throws IOException;

        /** Anything else in that directory, and a directory that is left out. */
        void other(Path path);

        /** The directory entered last, after all that is in it. */
        void leave(Path directory) throws IOException;

        /** What could not be looked at; then it is left out. */
        void failed(Path path, IOException problem) throws IOException;
    }

    private static final class Frame {
        private final Path directory;
        private final NameList names;
        private final boolean store;
        private int next;

        Frame(Path directory, NameList names) {
            this.directory = directory;
            this.names = names;
            this.store = Markers.isStore(names);
        }
    }

    /** @param recurse whether to go into sub-directories */
    TreeWalk(Path root, boolean recurse, BooleanSupplier cancelled) {
        this.root = root;
        this.recurse = recurse;
        this.cancelled = cancelled;
        this.attributesType = attributesType(root);
    }

    /** The kind of attributes that tells whether a file is read-only. */
    static Class<? extends BasicFileAttributes> attributesType(Path path) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            return PosixFileAttributes.class;
        }
        return views.contains("dos") ? DosFileAttributes.class : BasicFileAttributes.class;
    }

    /**
     * Goes through the tree.
     *
     * @throws CancellationException if the run is cancelled
     */
    void run(Visitor visitor) throws IOException {
        Deque<Frame> frames = new ArrayDeque<>();
        enter(root, visitor, frames);
        while (!frames.isEmpty()) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            Frame frame = frames.getLast();
            if (frame.next == frame.names.size()) {
                frames.removeLast();
                visitor.leave(frame.directory);
            } else {
                step(frame, frame.next++, visitor, frames);
            }
        }
    }

    private void step(Frame frame, int index, Visitor visitor, Deque<Frame> frames) throws IOException {
        Path path = frame.names.path(index);
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, attributesType, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // deleted meanwhile
        } catch (IOException e) {
            visitor.failed(path, e);
            visitor.other(path);
            return;
        }
        String name = frame.names.name(index);
        if (attributes.isRegularFile()) {
            visitor.file(path, name, attributes);
        } else if (attributes.isDirectory() && recurse && !Markers.isClosed(name, frame.store)) {
            enter(path, visitor, frames);
        } else {
            visitor.other(path);
        }
    }

    private static void enter(Path directory, Visitor visitor, Deque<Frame> frames) throws IOException {
        Frame frame;
        try {
            frame = new Frame(directory, NameList.read(directory));
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            visitor.failed(directory, e);
            visitor.other(directory);
            return;
        }
        if (visitor.enter(directory, frame.names)) {
            frames.addLast(frame);
        } else {
            visitor.other(directory);
        }
    }
}
