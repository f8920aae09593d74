// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.TypeProperties;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.PdbHash;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definitions of classes, unions and enumerations by name.
 *
 * <p>The first look-ups go through the stored buckets. What is not found there, because it is local to a function, unnamed, or the
 * buckets are damaged or missing, and everything once there were many look-ups, goes through buckets made in one walk.
 * Thread-safe: guarded by itself.
 */
final class NameIndex {
    /** Given if nothing is found. */
    static final long NOT_FOUND = -1;

    /** Look-ups after which a walk over all records is worth its time. */
    private static final int FEW = 256;

    private final TpiHeader header;
    private final RecordIndex records;
    private final HashStream hash;
    private @Nullable Chains stored;
    private @Nullable WalkedNames names;
    private @Nullable WalkedNames uniqueNames;
    private @Nullable FormatException damage;
    private int lookUps;

    NameIndex(TpiHeader header, RecordIndex records, HashStream hash) {
        this.header = header;
        this.records = records;
        this.hash = hash;
    }

    /** Finds a definition by its name, or by its decorated name. */
    long find(Name name, boolean unique) throws IOException {
        Optional<Chains> buckets = stored();
        if (buckets.isPresent()) {
            long found = search(buckets.get(), name, name, unique);
            if (found != NOT_FOUND) {
                return found;
            }
        }
        return search(walked(unique), name, false);
    }

    /** Finds the definition of the forward reference that a reader stands on. */
    long definitionOf(TypeReader reference) throws IOException {
        if (!reference.findName()) {
            return NOT_FOUND;
        }
        Name name = reference.name();
        boolean unique = reference.hasUniqueName();
        Name wanted =
                unique ? Name.copyOf(reference.buffer(), reference.uniqueNameAt(), reference.uniqueNameLength()) : name;
        Optional<Chains> buckets = stored();
        if (buckets.isPresent()) {
            boolean scoped = new TypeProperties(reference.properties()).isScoped();
            long found = search(buckets.get(), scoped && unique ? wanted : name, wanted, unique);
            if (found != NOT_FOUND) {
                return found;
            }
        }
        long found = search(walked(unique), wanted, false);
        return found != NOT_FOUND || !unique ? found : search(walked(false), name, true);
    }

    /** Looks for {@code name} in the bucket that belongs to {@code hashed}. */
    private long search(Chains chains, Name hashed, Name name, boolean unique) throws IOException {
        byte[] bytes = hashed.toByteArray();
        int bucket = chains.bucketOf(PdbHash.hashV1(bytes, 0, bytes.length));
        int at = chains.first(bucket);
        for (int steps = 0; at >= 0 && steps < Chains.LONGEST; steps++) {
            TypeReader type = read(at);
            if (matches(type, name, unique)) {
                return type.typeIndex();
            }
            at = chains.after(at);
        }
        return NOT_FOUND;
    }

    private long search(WalkedNames walked, Name name, boolean withoutUniqueName) throws IOException {
        int entry = walked.first(name);
        for (int steps = 0; entry >= 0 && steps < Chains.LONGEST; steps++) {
            TypeReader type = read(walked.ordinal(entry));
            if (matches(type, name, walked.isUnique()) && !(withoutUniqueName && type.hasUniqueName())) {
                return type.typeIndex();
            }
            entry = walked.after(entry);
        }
        return NOT_FOUND;
    }

    private static boolean matches(TypeReader type, Name name, boolean unique) throws IOException {
        if (!TypeHash.isDefinition(type) || !type.findName()) {
            return false;
        }
        return unique
                ? type.hasUniqueName() && name.equalsBytes(type.buffer(), type.uniqueNameAt(), type.uniqueNameLength())
                : name.equalsBytes(type.buffer(), type.nameAt(), type.nameLength());
    }

    private TypeReader read(int ordinal) throws IOException {
        TypeReader type = records.readerAt(header.firstIndex() + ordinal);
        type.next();
        return type;
    }

    /** The stored buckets, as long as they are the better way. Old versions hash names in another form. */
    private synchronized Optional<Chains> stored() throws IOException {
        if (lookUps == 0 && header.version() >= TpiHeader.V70) {
            stored = hash.chains().orElse(null);
        } else if (lookUps > FEW) {
            stored = null;
        }
        lookUps = Math.min(lookUps + 1, FEW + 1);
        return Optional.ofNullable(stored);
    }

    private synchronized WalkedNames walked(boolean unique) throws IOException {
        FormatException reason = damage;
        if (reason != null) {
            throw reason;
        }
        WalkedNames known = unique ? uniqueNames : names;
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

    /** Damage is remembered, so that no other look-up walks all records to find it again. */
    private WalkedNames walk(boolean unique) throws IOException {
        try {
            return WalkedNames.read(records.walk(), header.count(), hash.firsts(), unique);
        } catch (FormatException e) {
            damage = e;
            throw e;
        }
    }
}
