// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.path.UrlText;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One look-up in one store. One listing tells all that there is under a key. Confined to one thread. */
final class S3Lookup {
    /** How often a key is looked at whose files change meanwhile. */
    private static final int TRIES = 3;

    private static final int MAX_POINTERS = 4;
    private static final int FILE = 0x01;
    private static final int COMPRESSED = 0x02;
    private static final int POINTER = 0x04;

    private final S3Bucket bucket;
    private final SymbolKey wanted;
    private final LookupOptions options;
    private final LookupListener listener;
    private final List<Attempt> attempts = new ArrayList<>();
    private final String store;
    private long since = System.nanoTime();
    private int pointers;
    private Optional<String> message = Optional.empty();

    S3Lookup(S3Bucket bucket, SymbolKey wanted, LookupOptions options, LookupListener listener) {
        this.bucket = bucket;
        this.wanted = wanted;
        this.options = options;
        this.listener = listener;
        this.store = bucket.location().toString();
    }

    /** That there is no file. */
    LookupResult nothing() {
        return missing(ResultCode.FILE_NOT_FOUND, "not found");
    }

    private LookupResult missing(ResultCode code, String reason) {
        return new LookupResult.NotFound(code.status(), code, reason, message, attempts);
    }

    /** What is at the place of the key in a layout; empty if nothing is. */
    Optional<LookupResult> at(Tier tier) throws IOException {
        SymbolKey key = wanted.canonical();
        String prefix = tier == Tier.TWO ? Tier.prefix(key.name()) + "/" : "";
        String directory = prefix + key.name() + "/" + key.index();
        for (int tries = 1; ; tries++) {
            try {
                return in(directory, key.name());
            } catch (S3Errors.Refused | NoSuchFileException e) { // replaced or deleted since it was listed
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Optional<LookupResult> in(String directory, String name) throws IOException {
        requireGoing();
        Map<String, StorageEntry> files = new LinkedHashMap<>();
        new S3Listing(bucket).entries(directory, "", (leaf, entry) -> {
            if (entry.isFile()) {
                files.put(leaf, entry);
            }
        });
        for (String leaf : leaves(name)) {
            StorageEntry entry = files.get(leaf);
            if (entry == null) {
                continue;
            }
            String path = directory + "/" + leaf;
            return Optional.of(leaf.equals(FilePointer.NAME) ? follow(path, directory) : take(path, entry));
        }
        tried(directory, ResultCode.FILE_NOT_FOUND, 0);
        return Optional.empty();
    }

    private void requireGoing() throws IOException {
        if (listener.cancelled()) {
            throw new S3Download.CancelledException();
        }
    }

    /** The names of the forms that are allowed, in their order. */
    private List<String> leaves(String name) {
        List<String> leaves = new ArrayList<>();
        if ((options.uriFilter() & FILE) != 0) {
            leaves.add(name);
        }
        if ((options.uriFilter() & COMPRESSED) != 0) {
            StoreNames.compressed(name)
                    .ifPresent(leaf -> leaves.add(options.favorCompressed() ? 0 : leaves.size(), leaf));
        }
        if ((options.uriFilter() & POINTER) != 0) {
            leaves.add(FilePointer.NAME);
        }
        return leaves;
    }

    private void tried(String path, ResultCode code, long bytes) {
        String candidate = bucket.name(path);
        long now = System.nanoTime();
        attempts.add(new Attempt(store, candidate, code.status(), code, bytes, Duration.ofNanos(now - since)));
        since = now;
        if (code.equals(ResultCode.OK)) {
            trace(candidate + " - OK");
        } else {
            trace(candidate + " - not found");
        }
    }

    private void trace(String text) {
        listener.trace("SYMSRV:  S3: " + text);
    }

    private LookupResult take(String path, StorageEntry entry) throws IOException {
        if (options.noCopy()) {
            tried(path, ResultCode.OK, entry.size());
            return new LookupResult.Located(bucket.name(path), store, message, attempts);
        }
        S3Temporary file = S3Temporary.begin(wanted.name());
        boolean done = false;
        try {
            file.fill(new S3Download(bucket, path, entry, listener));
            done = true;
        } finally {
            if (!done) {
                file.discard();
            }
        }
        tried(path, ResultCode.OK, entry.size());
        return new LookupResult.Found(file.path(), store, true, message, attempts);
    }

    /** Goes where a pointer leads (symsrv.md 4.3), as long as that is in the same store. */
    private LookupResult follow(String path, String directory) throws IOException {
        S3Pointer pointer = S3Pointer.of(bucket.location(), directory, content(path));
        tried(path, ResultCode.OK, 0);
        message = message.or(pointer::message);
        Optional<String> target = pointer.target();
        if (pointer.isNoLongerIndexed()) {
            return missing(ResultCode.FILE_NOT_FOUND, "no longer indexed");
        }
        if (target.isEmpty()) {
            String text =
                    pointer.message().map(words -> "the store says: " + words).orElse("an empty pointer");
            return missing(ResultCode.FILE_NOT_FOUND, text);
        }
        String shown = "pointer to " + UrlText.masked(target.get()) + ": ";
        if (++pointers > MAX_POINTERS) {
            return missing(ResultCode.INVALID_DATA, shown + "more than " + MAX_POINTERS + " pointers");
        }
        if (pointer.places().isEmpty()) {
            return missing(ResultCode.ACCESS_DENIED, shown + "leads out of the bucket, where it is not followed");
        }
        for (String place : pointer.places()) {
            Optional<StorageEntry> entry = bucket.head(place);
            if (entry.isPresent() && S3Pointer.isPointer(place)) {
                return follow(place, S3Pointer.directory(place));
            }
            if (entry.isPresent()) {
                return take(place, entry.get());
            }
            tried(place, ResultCode.FILE_NOT_FOUND, 0);
        }
        return missing(ResultCode.FILE_NOT_FOUND, shown + "not found");
    }

    private byte[] content(String path) throws IOException {
        ByteBuffer bytes = bucket.beginning(path, FilePointer.MAX_SIZE).bytes();
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return content;
    }
}
