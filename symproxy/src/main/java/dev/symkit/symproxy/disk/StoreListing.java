// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.route.StorePlace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Lists the directories of a store piece by piece, in memory that does not grow with them. Names are in order without regard to case, those
 * that differ in case only in the order of their characters. Immutable.
 *
 * @param root of the store
 * @param pointers whether {@code file.ptr} is a file like others
 */
public record StoreListing(Path root, boolean pointers) {
    private static final Comparator<String> ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    /**
     * A name in a directory.
     *
     * @param size in bytes; empty for a directory
     */
    public record Entry(String name, OptionalLong size) {}

    /**
     * A piece of a listing.
     *
     * @param next the name after which the next piece begins; empty if there is none
     */
    public record Piece(List<Entry> entries, Optional<String> next) {
        /** Copies the list. */
        public Piece {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Lists a directory.
     *
     * @param place as asked for; where it is not spelled so on disk, it is looked for in lower case
     * @param after the name after which the piece begins; empty for the first piece
     * @param most names that are looked at
     * @return empty if there is no such directory
     * @throws IOException if it cannot be read
     */
    public Optional<Piece> piece(StorePlace place, String after, int most) throws IOException {
        Optional<Path> directory = directory(place);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = first(directory.get(), place, after, most + 1);
        Optional<String> next = Optional.empty();
        if (names.size() > most) {
            names = names.subList(0, most);
            next = Optional.of(names.get(most - 1));
        }
        InsideRoot inside = new InsideRoot(root);
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            inside.attributes(directory.get().resolve(name))
                    .flatMap(attributes -> entry(place, name, attributes))
                    .ifPresent(entries::add);
        }
        return Optional.of(new Piece(entries, next));
    }

    private Optional<Path> directory(StorePlace place) {
        Path path = root;
        try {
            for (String name : place.names()) {
                Path asked = path.resolve(name);
                path = Files.exists(asked) ? asked : path.resolve(name.toLowerCase(Locale.ROOT));
            }
        } catch (InvalidPathException e) {
            return Optional.empty(); // the file system has no such names
        }
        return Files.isDirectory(path) && new InsideRoot(root).holds(path) ? Optional.of(path) : Optional.empty();
    }

    /** The first names of a directory that come after one. */
    private List<String> first(Path directory, StorePlace place, String after, int most) throws IOException {
        PriorityQueue<String> least = new PriorityQueue<>(ORDER.reversed());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path each : all) {
                String name = String.valueOf(each.getFileName());
                boolean full = least.size() == most;
                boolean wanted = ORDER.compare(name, after) > 0 && (!full || ORDER.compare(name, least.element()) < 0);
                if (wanted && isShown(place, name)) {
                    least.add(name);
                    if (full) {
                        least.remove();
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<String> names = new ArrayList<>(least);
        names.sort(ORDER);
        return names;
    }

    private boolean isShown(StorePlace place, String name) {
        return place.below(name).isPresent() || isFile(place, name);
    }

    private boolean isFile(StorePlace place, String name) {
        return place.leaf(name).filter(leaf -> pointers || leaf != Leaf.POINTER).isPresent();
    }

    private Optional<Entry> entry(StorePlace place, String name, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return place.below(name).map(below -> new Entry(name, OptionalLong.empty()));
        }
        boolean file = attributes.isRegularFile() && attributes.size() > 0 && isFile(place, name);
        return file ? Optional.of(new Entry(name, OptionalLong.of(attributes.size()))) : Optional.empty();
    }
}
