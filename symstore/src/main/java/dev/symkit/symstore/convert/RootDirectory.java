// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies in a directory of the store root that may be a prefix by its name: one of at most two characters. Below a prefix there are
 * entries, whose names begin with it; below an entry there are keys, which hold its file. Someone who created {@code index2.txt} by
 * hand may have mixed the two. Files beside them count for neither: a desktop's {@code .DS_Store} must not hide the entries of a prefix.
 *
 * @param name name of the directory
 * @param entries names of the entries in it as in a prefix, sorted
 * @param keys names of the keys in it as in an entry, sorted
 */
record RootDirectory(String name, List<String> entries, List<String> keys) {
    private static final int PREFIX_LENGTH = 2;
    private static final String NO_PREFIX = "_"; // of names that begin with dots and blanks only

    /** How sure it is what a directory is. */
    private enum Kind {
        ENTRY,
        KEY,
        /** It is empty, or holds foreign files only. */
        EITHER
    }

    /** Whether a directory of that name can be a prefix. */
    static boolean canBePrefix(String name) {
        return name.codePointCount(0, name.length()) <= PREFIX_LENGTH;
    }

    static RootDirectory read(StoreStorage storage, String name) throws IOException {
        List<String> entries = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String child : storage.list(name).stream().sorted().toList()) {
            String path = name + "/" + child;
            if (isDirectory(storage, path)) {
                switch (kind(storage, name, child)) {
                    case ENTRY -> entries.add(child);
                    case KEY -> keys.add(child);
                    case EITHER -> open.add(child);
                }
            }
        }
        (keys.isEmpty() || !entries.isEmpty() ? entries : keys).addAll(open);
        return new RootDirectory(
                name, entries.stream().sorted().toList(), keys.stream().sorted().toList());
    }

    static boolean isDirectory(StoreStorage storage, String path) throws IOException {
        return storage.stat(path).map(StorageEntry::isDirectory).orElse(false);
    }

    private static Kind kind(StoreStorage storage, String name, String child) throws IOException {
        boolean fits = name.equals(NO_PREFIX)
                ? Tier.prefix(child).equals(NO_PREFIX)
                : child.regionMatches(true, 0, name, 0, name.length());
        if (!fits) {
            return Kind.KEY;
        }
        String path = name + "/" + child;
        List<String> names = storage.list(path);
        for (String file : names) {
            if (isFileOfKey(name, file) && !isDirectory(storage, path + "/" + file)) {
                return Kind.KEY;
            }
        }
        for (String directory : names) {
            if (isDirectory(storage, path + "/" + directory)) {
                return Kind.ENTRY;
            }
        }
        return Kind.EITHER;
    }

    private static boolean isFileOfKey(String name, String file) {
        return file.equalsIgnoreCase(name)
                || file.equalsIgnoreCase(StoreNames.compressed(name).orElse(name))
                || file.equalsIgnoreCase(RefsFile.NAME)
                || file.equalsIgnoreCase(FilePointer.NAME);
    }

    /** Whether entries in it belong into the root of a one-tier store. */
    boolean hasEntries() {
        return !entries.isEmpty();
    }

    /** Whether keys in it belong to an entry of its own name. */
    boolean hasKeys() {
        return !keys.isEmpty();
    }
}
