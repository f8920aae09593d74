// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.symsrv.settings.LookupOptions;
import java.util.List;
import java.util.Optional;

/** The forms in which a file is in a key directory, in the order in which they are tried (symsrv.md 7.2). */
public enum Leaf {
    /** As it is. */
    FILE(0x01),
    /** Compressed, the last character of the name replaced. */
    COMPRESSED(0x02),
    /** A pointer. */
    POINTER(0x04);

    private static final int FOLDER_SHIFT = 4;

    private final int webBit;

    Leaf(int webBit) {
        this.webBit = webBit;
    }

    /** The name of this form of a file; empty if there is none. */
    public Optional<String> of(String name) {
        return switch (this) {
            case FILE -> Optional.of(name);
            case COMPRESSED -> StoreNames.compressed(name);
            case POINTER -> Optional.of(FilePointer.NAME);
        };
    }

    /**
     * The forms to try.
     *
     * @param filter bits of the forms that are allowed (symsrv.md 7.4)
     */
    static List<Leaf> order(LookupOptions options, int filter, boolean web) {
        List<Leaf> all =
                options.favorCompressed() ? List.of(COMPRESSED, FILE, POINTER) : List.of(FILE, COMPRESSED, POINTER);
        int allowed = filter & options.uriFilter();
        return all.stream()
                .filter(leaf -> (allowed & (web ? leaf.webBit : leaf.webBit << FOLDER_SHIFT)) != 0)
                .toList();
    }
}
