// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.PdbHash;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definitions of classes, unions and enumerations by name. Looks in the stored buckets first; what is not found there,
 * because it is local to a function, unnamed, or the buckets are damaged or missing, in buckets made in one walk. Thread-safe:
 * guarded by itself.
 */
final class NameIndex {
    /** Given if nothing is found. */
    static final long NOT_FOUND = -1;

    /** Types looked at in one bucket before it counts as damaged. */
    private static final int LONGEST_CHAIN = 1 << 12;

    private static final int FEWEST_BUCKETS = 64;
    private static final int MOST_BUCKETS = 1 << 18;

    private final TpiHeader header;
    private final RecordIndex records;
    private final HashStream hash;
    private @Nullable Optional<Chains> stored;
    private @Nullable Chains names;
    private @Nullable Chains uniqueNames;

    NameIndex(TpiHeader header, RecordIndex records, HashStream hash) {
        this.header = header;
        this.records = records;
        this.hash = hash;
    }

    /** Finds a definition by its name, or by its decorated name. */
    long find(Name name, boolean unique) throws IOException {
        Optional<Chains> buckets = stored();
        if (buckets.isPresent()) {
            long found = search(buckets.get(), hash(name), name, unique);
            if (found != NOT_FOUND) {
                return found;
            }
        }
        return search(walked(unique), hash(name), name, unique);
    }

    /** Finds the definition of the forward reference that a reader stands on. */
    long definitionOf(TypeReader reference) throws IOException {
        if (!reference.findName()) {
            return NOT_FOUND;
        }
        Name name = reference.name();
        boolean unique = reference.hasUniqueName();
        Name wanted = unique
                ? Name.copyOf(reference.buffer(), reference.uniqueNameAt(), reference.uniqueNameLength())
                : name;
        Optional<Chains> buckets = stored();
        if (buckets.isPresent()) {
            boolean scoped = new TypeProperties(reference.properties()).isScoped();
            long found = search(buckets.get(), hash(scoped && unique ? wanted : name), wanted, unique);
            if (found != NOT_FOUND) {
                return found;
            }
        }
        long found = search(walked(unique), hash(wanted), wanted, unique);
        return found != NOT_FOUND || !unique ? found : withoutUniqueName(name);
    }

    /** Finds a definition that has no decorated name, for a reference that has one. */
    private long withoutUniqueName(Name name) throws IOException {
        Chains chains = walked(false);
        int left = LONGEST_CHAIN;
        for (int at = chains.first(chains.bucketOf(hash(name))); at >= 0 && left > 0; at = chains.after(at), left--) {
            TypeReader type = read(at);
            if (matches(type, name, false) && !type.hasUniqueName()) {
                return type.typeIndex();
            }
        }
        return NOT_FOUND;
    }

    private long search(Chains chains, int hashValue, Name name, boolean unique) throws IOException {
        int left = LONGEST_CHAIN;
        for (int at = chains.first(chains.bucketOf(hashValue)); at >= 0 && left > 0; at = chains.after(at), left--) {
            TypeReader type = read(at);
            if (matches(type, name, unique)) {
                return type.typeIndex();
            }
        }
        return NOT_FOUND;
    }

    private static boolean matches(TypeReader type, Name name, boolean unique) throws IOException {
        if (!TypeHash.isDefinition(type) || !type.findName()) {
            return false;
        }
        return unique
                ? type.hasUniqueName()
                        && name.equalsBytes(type.buffer(), type.uniqueNameAt(), type.uniqueNameLength())
                : name.equalsBytes(type.buffer(), type.nameAt(), type.nameLength());
    }

    private TypeReader read(int ordinal) throws IOException {
        TypeReader type = records.readerAt(header.firstIndex() + ordinal);
        type.next();
        return type;
    }

    private synchronized Optional<Chains> stored() throws IOException {
        Optional<Chains> known = stored;
        if (known == null) {
            known = hash.chains();
            stored = known;
        }
        return known;
    }

    private synchronized Chains walked(boolean unique) throws IOException {
        Chains known = unique ? uniqueNames : names;
        if (known == null) {
            known = walk(unique);
            if (unique) {
                uniqueNames = known;
            } else {
                names = known;
            }
        }
        return known;
    }

    /** Puts every definition that has such a name into a bucket. */
    private Chains walk(boolean unique) throws IOException {
        int count = (int) header.count();
        Chains chains = new Chains(Math.max(FEWEST_BUCKETS, Math.min(count, MOST_BUCKETS)), count);
        if (count == 0) {
            return chains;
        }
        TypeReader type = records.readerAt(header.firstIndex());
        for (int ordinal = 0; ordinal < count && type.next(); ordinal++) {
            if (!TypeHash.isDefinition(type) || !type.findName() || (unique && !type.hasUniqueName())) {
                continue;
            }
            int value = unique
                    ? PdbHash.hashV1(type.buffer(), type.uniqueNameAt(), type.uniqueNameLength())
                    : PdbHash.hashV1(type.buffer(), type.nameAt(), type.nameLength());
            chains.add(chains.bucketOf(value), ordinal);
        }
        return chains;
    }

    private static int hash(Name name) {
        byte[] bytes = name.toByteArray();
        return PdbHash.hashV1(bytes, 0, bytes.length);
    }
}
