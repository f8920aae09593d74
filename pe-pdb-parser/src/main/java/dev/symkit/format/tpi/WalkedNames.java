// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.PdbHash;
import java.io.IOException;
import java.util.Arrays;

/**
 * The definitions of classes, unions and enumerations by name, or by decorated name, found in one walk over all records. Keeps a
 * whole hash value of each, so that hardly a record is read in vain. Definitions are entries numbered from 0 here. Immutable.
 */
final class WalkedNames {
    /** Our choice: 48 MiB; PDBs of 350 MB have 200,000 definitions. */
    private static final int MOST_DEFINITIONS = 1 << 22;

    private static final int FEWEST_BUCKETS = 64;

    private final boolean unique;
    private final int[] ordinals;
    private final int[] hashes;
    private final Chains chains;

    private WalkedNames(boolean unique, int[] ordinals, int[] hashes) {
        this.unique = unique;
        this.ordinals = ordinals;
        this.hashes = hashes;
        this.chains = new Chains(Math.max(FEWEST_BUCKETS, ordinals.length), ordinals.length);
        for (int entry = 0; entry < ordinals.length; entry++) {
            chains.add(chains.bucketOf(hashes[entry]), entry);
        }
    }

    /**
     * Walks the records.
     *
     * @param type stands before the first one
     * @param count number of records
     * @param firsts ordinals that come before others of the same name
     * @param unique whether decorated names are meant, and the types that have one
     * @throws FormatException {@code LIMIT} if there are too many definitions
     */
    static WalkedNames read(TypeReader type, long count, Iterable<Integer> firsts, boolean unique) throws IOException {
        int[] ordinals = new int[FEWEST_BUCKETS];
        int[] hashes = new int[FEWEST_BUCKETS];
        int found = 0;
        for (long ordinal = 0; ordinal < count && type.next(); ordinal++) {
            if (!TypeHash.isDefinition(type) || !type.findName() || (unique && !type.hasUniqueName())) {
                continue;
            }
            if (found == MOST_DEFINITIONS) {
                throw type.payload()
                        .error(FormatException.Kind.LIMIT, "more than " + found + " definitions to look up by name");
            }
            if (found == ordinals.length) {
                ordinals = Arrays.copyOf(ordinals, found * 2);
                hashes = Arrays.copyOf(hashes, found * 2);
            }
            ordinals[found] = (int) ordinal;
            hashes[found] = unique
                    ? PdbHash.hashV2(type.buffer(), type.uniqueNameAt(), type.uniqueNameLength())
                    : PdbHash.hashV2(type.buffer(), type.nameAt(), type.nameLength());
            found++;
        }
        WalkedNames names = new WalkedNames(unique, Arrays.copyOf(ordinals, found), Arrays.copyOf(hashes, found));
        firsts.forEach(names::moveToFront);
        return names;
    }

    private void moveToFront(int ordinal) {
        int entry = Arrays.binarySearch(ordinals, ordinal);
        if (entry >= 0) {
            chains.moveToFront(chains.bucketOf(hashes[entry]), entry);
        }
    }

    /** Whether the names are the decorated ones. */
    boolean isUnique() {
        return unique;
    }

    /** Record of an entry, counted from the first record. */
    int ordinal(int entry) {
        return ordinals[entry];
    }

    /** The first entry that may have a name, or -1. */
    int first(Name name) {
        byte[] bytes = name.toByteArray();
        int hash = PdbHash.hashV2(bytes, 0, bytes.length);
        return same(chains.first(chains.bucketOf(hash)), hash);
    }

    /** The next entry that may have the same name, or -1. */
    int after(int entry) {
        return same(chains.after(entry), hashes[entry]);
    }

    private int same(int from, int hash) {
        int entry = from;
        for (int steps = 0; entry >= 0 && steps < Chains.LONGEST; steps++) {
            if (hashes[entry] == hash) {
                return entry;
            }
            entry = chains.after(entry);
        }
        return -1;
    }
}
