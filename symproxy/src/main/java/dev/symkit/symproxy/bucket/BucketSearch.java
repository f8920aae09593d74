// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.cache.Unpacker;
import dev.symkit.symsrv.client.store.Landing;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Searches a bucket for one directory: for the file, then for its compressed form, each at its canonical place. What is found is checked as a
 * file of an upstream is, and put in the directory the same way. Thread-safe.
 */
public final class BucketSearch {
    private static final int COPY = 1 << 20;
    private static final ResultCode UNREACHABLE = ResultCode.win32(0x3B);

    private final Bucket bucket;
    private final BucketLandings landings;
    private final boolean uncompress;

    /**
     * A search.
     *
     * @param landings where files go
     * @param uncompress whether a compressed file is put in the directory as it is inside
     */
    public BucketSearch(Bucket bucket, BucketLandings landings, boolean uncompress) {
        this.bucket = bucket;
        this.landings = landings;
        this.uncompress = uncompress;
    }

    /** What is done with a file that is there. */
    private interface Use {
        LookupResult of(StorageFile file, String path, boolean compressed) throws IOException;
    }

    /** Searches, and puts the file in the directory; leaves it where it is if clients get it there, which they can only if it is not compressed. */
    public LookupResult find(SymbolKey asked, LookupListener listener) {
        boolean elsewhere;
        try {
            elsewhere = bucket.signed(asked).isPresent();
        } catch (IOException e) {
            return unreachable(e);
        }
        return search(
                asked,
                !elsewhere,
                (file, path, compressed) -> elsewhere && !compressed
                        ? located(file, path, false, listener)
                        : new Fetch(asked, file, path, listener).run(compressed));
    }

    /** Searches only. */
    public LookupResult look(SymbolKey asked, LookupListener listener) {
        return search(asked, false, (file, path, compressed) -> located(file, path, compressed, listener));
    }

    private LookupResult located(StorageFile file, String path, boolean compressed, LookupListener listener) {
        listener.size(compressed && uncompress ? -1 : file.size());
        return new LookupResult.Located(bucket.shown(path), bucket.url(), Optional.empty(), List.of());
    }

    /** @param all whether the whole file is read, if it is there */
    private LookupResult search(SymbolKey asked, boolean all, Use use) {
        try {
            String plain = bucket.path(asked, asked.name());
            Optional<LookupResult> found = at(plain, all, false, use);
            Optional<String> compressed =
                    StoreNames.compressed(asked.canonical().name());
            if (found.isEmpty() && compressed.isPresent()) {
                found = at(bucket.path(asked, compressed.get()), all, true, use);
            }
            return found.orElseGet(() -> not(Status.MISS, ResultCode.FILE_NOT_FOUND, "file not found"));
        } catch (IOException e) {
            return unreachable(e);
        }
    }

    private static LookupResult unreachable(IOException e) {
        return not(Status.UNAVAILABLE, UNREACHABLE, String.valueOf(e.getMessage()));
    }

    private Optional<LookupResult> at(String path, boolean all, boolean compressed, Use use) throws IOException {
        Optional<StorageFile> there = all ? bucket.openSequential(path) : bucket.open(path);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        try (StorageFile file = there.get()) {
            return Optional.of(use.of(file, path, compressed));
        }
    }

    private static LookupResult not(Status status, ResultCode code, String reason) {
        return new LookupResult.NotFound(status, code, reason, Optional.empty(), List.of());
    }

    /** The transfer of one file. Confined to one thread. */
    private final class Fetch {
        private final SymbolKey asked;
        private final StorageFile file;
        private final String path;
        private final LookupListener listener;

        Fetch(SymbolKey asked, StorageFile file, String path, LookupListener listener) {
            this.asked = asked;
            this.file = file;
            this.path = path;
            this.listener = listener;
        }

        LookupResult run(boolean compressed) throws IOException {
            if (file.size() == 0) {
                return bad(ResultCode.FILE_CORRUPT, "is empty");
            }
            try (Landing first = compressed && uncompress ? landings.temporary() : landings.begin(asked)) {
                try {
                    return into(first, compressed);
                } catch (BucketLandings.FullException e) {
                    try (Landing other = landings.temporary()) {
                        return into(other, compressed);
                    }
                }
            }
        }

        private LookupResult into(Landing landing, boolean compressed) throws IOException {
            if (!copy(landing)) {
                return not(Status.CANCELLED, ResultCode.CANCELLED, "given up");
            }
            ByteSource content = landing.file().content();
            if (compressed) {
                Optional<FileCheck.Problem> problem = FileCheck.checkCompressed(content);
                if (problem.isPresent()) {
                    return bad(problem.get().code(), problem.get().reason());
                }
                return uncompress
                        ? unpacked(content)
                        : published(landing, landing.target().isPresent() ? leaf() : landing.name());
            }
            Optional<FileCheck.Problem> problem = check(content);
            return problem.isPresent()
                    ? bad(problem.get().code(), problem.get().reason())
                    : published(landing, landing.name());
        }

        private Optional<FileCheck.Problem> check(ByteSource content) throws IOException {
            FileCheck.Level level = FileCheck.ofCopies(FileCheck.Level.MAGIC, asked.name());
            return FileCheck.check(content, asked, level);
        }

        private String leaf() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** False if nobody wants it any longer. */
        private boolean copy(Landing landing) throws IOException {
            listener.size(file.size());
            listener.writing(landing.file().path());
            byte[] bytes = new byte[(int) Math.min(COPY, file.size())];
            for (long at = 0; at < file.size(); ) {
                if (listener.cancelled()) {
                    return false;
                }
                int length = (int) Math.min(bytes.length, file.size() - at);
                file.read(at, bytes, 0, length);
                at += write(landing, ByteBuffer.wrap(bytes, 0, length), at);
                listener.progress(at, file.size());
            }
            return true;
        }

        private int write(Landing landing, ByteBuffer bytes, long position) throws IOException {
            int length = bytes.remaining();
            long at = position;
            try {
                while (bytes.hasRemaining()) {
                    at += landing.file().channel().write(bytes, at);
                }
                return length;
            } catch (IOException e) {
                throw landing.target().isPresent() ? new BucketLandings.FullException(e) : e;
            }
        }

        private LookupResult unpacked(ByteSource packed) throws IOException {
            try (Landing landing = landings.begin(asked)) {
                listener.size(-1);
                listener.writing(landing.file().path());
                Unpacker.unpack(
                        packed,
                        asked.name(),
                        new Unpacker.Into(landing.file(), done -> listener.progress(done, -1)),
                        Long.MAX_VALUE);
                Optional<FileCheck.Problem> problem = check(landing.file().content());
                return problem.isPresent()
                        ? bad(
                                problem.get().code(),
                                "holds a file that " + problem.get().reason())
                        : published(landing, landing.name());
            } catch (FormatException e) {
                return bad(ResultCode.FILE_CORRUPT, "cannot be decompressed: " + e.getMessage());
            }
        }

        private LookupResult published(Landing landing, String leaf) throws IOException {
            Optional<Path> place = landing.publish(leaf, false, Optional.empty());
            return new LookupResult.Found(
                    place.orElseThrow(), bucket.url(), landing.target().isEmpty(), Optional.empty(), List.of());
        }

        private LookupResult bad(ResultCode code, String reason) {
            return not(Status.BAD_FILE, code, bucket.shown(path) + " " + reason);
        }
    }
}
