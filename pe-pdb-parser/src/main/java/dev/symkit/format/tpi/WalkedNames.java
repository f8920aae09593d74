// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.PdbHash;
import java.io.IOException;

/**
 * The definitions of classes, unions and enumerations by name, or by decorated name, found in one walk over all records. Keeps a
 * whole hash value of each, so that hardly a record is read in vain. Immutable.
 */
final class WalkedNames {
    private static final int FEWEST_BUCKETS = 64;
    private static final int MOST_BUCKETS = 1 << 18;

    private final boolean unique;
    private final Chains chains;
    private final int[] hashes;

    private WalkedNames(boolean unique, Chains chains, int[] hashes) {
        this.unique = unique;
        this.chains = chains;
        this.hashes = hashes;
    }

    /** Walks the records; {@code unique} asks for decorated names, and then for types that have one. */
    static WalkedNames read(TypeReader type, int count, Iterable<Integer> firsts, boolean unique) throws IOException {
        Chains chains = new Chains(Math.max(FEWEST_BUCKETS, Math.min(count, MOST_BUCKETS)), count);
        int[] hashes = new int[count];
        for (int ordinal = 0; ordinal < count && type.next(); ordinal++) {
            if (!TypeHash.isDefinition(type) || !type.findName() || (unique && !type.hasUniqueName())) {
                continue;
            }
            hashes[ordinal] = unique
                    ? PdbHash.hashV2(type.buffer(), type.uniqueNameAt(), type.uniqueNameLength())
                    : PdbHash.hashV2(type.buffer(), type.nameAt(), type.nameLength());
            chains.add(chains.bucketOf(hashes[ordinal]), ordinal);
        }
        for (int first : firsts) {
            chains.moveToFront(chains.bucketOf(hashes[first]), first);
        }
        return new WalkedNames(unique, chains, hashes);
    }

    /** Whether the names are the decorated ones. */
    boolean isUnique() {
        return unique;
    }

    /** The first ordinal that may have a name, or -1. */
    int first(Name name) {
        int hash = hash(name);
        return same(chains.first(chains.bucketOf(hash)), hash);
    }

    /** The next ordinal that may have the same name, or -1. */
    int after(int ordinal) {
        return same(chains.after(ordinal), hashes[ordinal]);
    }

    private int same(int from, int hash) {
        int at = from;
        for (int steps = 0; at >= 0 && steps < Chains.LONGEST; steps++) {
            if (hashes[at] == hash) {
                return at;
            }
            at = chains.after(at);
        }
        return -1;
    }

    private static int hash(Name name) {
        byte[] bytes = name.toByteArray();
        return PdbHash.hashV2(bytes, 0, bytes.length);
    }
}
