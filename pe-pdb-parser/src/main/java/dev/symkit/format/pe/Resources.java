// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The resources of an image. The resource directory is a tree of three levels: type, name, language. A directory is 16 bytes, the
 * last two u16 the numbers of named and numbered entries, then entries of u32 name (bit 31: offset of u16 length and UTF-16 text,
 * else a number) and u32 offset (bit 31: of a directory, else of a leaf: u32 RVA, u32 size, u32 code page, u32 0). Offsets count from
 * the start of the tree. Source: the PE format document, the resource section.
 */
public final class Resources {
    /** Type of version resources. */
    public static final int VERSION = 16;

    /** Type of resources that hold any bytes. */
    public static final int RCDATA = 10;

    private static final String TREE = "resource directory";
    private static final long SUBDIRECTORY = 0x80000000L;
    private static final int MAX_RESOURCES = 1 << 16;

    /**
     * A name or number of a level.
     *
     * @param number the number, -1 if it is a name
     * @param name the name, empty if it is a number
     */
    public record Id(long number, String name) {
        /** The number in decimal, or the name. */
        @Override
        public String toString() {
            return number < 0 ? name : Long.toString(number);
        }
    }

    /**
     * One resource.
     *
     * @param type its type
     * @param name its name
     * @param language its language
     * @param rva address of its data, unsigned 32-bit
     * @param size bytes of its data, unsigned 32-bit
     * @param codePage code page of its text
     */
    public record Resource(Id type, Id name, Id language, long rva, long size, long codePage) {}

    private record Entry(Id id, long offset, boolean isDirectory) {}

    private final PeFile pe;
    private final long root;

    private Resources(PeFile pe, long root) {
        this.pe = pe;
        this.root = root;
    }

    /**
     * Lists the resources of one type.
     *
     * @param pe the image
     * @param type number of the type
     * @return the resources in the order of the tree; none if there are none
     * @throws FormatException {@code TRUNCATED} if a part of the tree is not in the file, {@code LIMIT} if there are more than 65,536
     *     entries
     * @throws IOException if the file cannot be read
     */
    public static List<Resource> list(PeFile pe, int type) throws IOException {
        List<Resource> result = new ArrayList<>();
        if (pe.directory(DataDirectory.RESOURCE).isEmpty()) {
            return result;
        }
        Resources tree =
                new Resources(pe, pe.directory(DataDirectory.RESOURCE).get().rva());
        int visited = 0;
        for (Entry first : tree.entries(0)) {
            if (first.id().number() != type || !first.isDirectory()) {
                continue;
            }
            for (Entry name : tree.entries(first.offset())) {
                List<Entry> languages = name.isDirectory()
                        ? tree.entries(name.offset())
                        : List.of(new Entry(new Id(0, ""), name.offset(), false));
                visited += languages.size();
                tree.limit(visited);
                for (Entry language : languages) {
                    if (!language.isDirectory()) {
                        result.add(tree.leaf(first.id(), name.id(), language));
                    }
                }
            }
        }
        return result;
    }

    private List<Entry> entries(long offset) throws IOException {
        ByteCursor head = pe.cursor(TREE, root + offset, 16);
        head.skip(12);
        int count = head.u16() + head.u16();
        limit(count);
        ByteCursor in = pe.cursor(TREE, root + offset + 16, 8L * count);
        List<Entry> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long name = in.u32();
            long target = in.u32();
            Id id = (name & SUBDIRECTORY) == 0 ? new Id(name, "") : new Id(-1, text(name & ~SUBDIRECTORY));
            result.add(new Entry(id, target & ~SUBDIRECTORY, (target & SUBDIRECTORY) != 0));
        }
        return result;
    }

    private String text(long offset) throws IOException {
        int length = pe.cursor(TREE, root + offset, 2).u16();
        if (length > 0x400) {
            return ""; // no compiler writes names of more than 255 characters
        }
        return new String(pe.cursor(TREE, root + offset + 2, 2L * length).bytes(2 * length), UTF_16LE);
    }

    private Resource leaf(Id type, Id name, Entry language) throws IOException {
        ByteCursor in = pe.cursor(TREE, root + language.offset(), 16);
        return new Resource(type, name, language.id(), in.u32(), in.u32(), in.u32());
    }

    private void limit(int count) throws IOException {
        if (count > MAX_RESOURCES) {
            throw pe.cursor(TREE, root, 0).error(FormatException.Kind.LIMIT, count + " entries are too many");
        }
    }
}
