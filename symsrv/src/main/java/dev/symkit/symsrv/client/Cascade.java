// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.symsrv.client.store.Content;
import dev.symkit.symsrv.client.store.Landing;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.client.store.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies a file that was taken into the stores on the left, the nearest first (symsrv.md 9.1). A copy that fails is left out. For one file.
 */
final class Cascade {
    private static final int COPY = 1 << 16;

    private final Places places;
    private final Lookup lookup;
    private final SymbolKey key;
    private final Set<SearchStore> replace;
    private Optional<Path> published = Optional.empty();

    /**
     * Copies for a look-up.
     *
     * @param key the key of the file in the caches
     * @param replace the stores whose file is replaced
     */
    Cascade(Places places, Lookup lookup, SymbolKey key, Set<SearchStore> replace) {
        this.places = places;
        this.lookup = lookup;
        this.key = key;
        this.replace = Set.copyOf(replace);
    }

    /**
     * The file that is opened.
     *
     * @param temporary whether the user has to delete it
     */
    record Opened(Path path, boolean temporary) {}

    /** Makes the copies; what was fetched is in the end at its place or gone. */
    Opened run(Hit hit) throws IOException {
        try (hit) {
            List<SearchStore> left = places.left();
            for (int i = left.size() - 1; i > 0; i--) {
                copy(hit, left.get(i));
            }
            Optional<Path> bottom = left.isEmpty() ? Optional.empty() : bottom(hit, left.get(0));
            return bottom.isPresent() ? new Opened(bottom.get(), false) : withoutBottom(hit);
        }
    }

    private void copy(Hit hit, SearchStore store) {
        Optional<Target> target = store.target();
        if (target.isEmpty()) {
            return;
        }
        try {
            if (hit.pointer().isPresent() && store.wantsPointers()) {
                put(hit.pointer().get(), target.get(), store);
            } else {
                published = putAsFound(hit, target.get(), store).or(() -> published);
            }
        } catch (IOException e) {
            skipped(store, e);
        }
    }

    private void skipped(SearchStore store, IOException failure) {
        lookup.warn("not copied to " + store.label() + ": " + failure.getMessage());
    }

    private void put(FilePointer pointer, Target target, SearchStore store) throws IOException {
        try (Landing landing = target.begin(key, lookup.now())) {
            ByteBuffer bytes = ByteBuffer.wrap(pointer.bytes());
            for (long at = 0; bytes.hasRemaining(); ) {
                at += landing.file().channel().write(bytes, at);
            }
            landing.publish(FilePointer.NAME, replace.contains(store), Optional.empty());
        }
    }

    private Optional<Path> putAsFound(Hit hit, Target target, SearchStore store) throws IOException {
        Content content = hit.content();
        Optional<Instant> modified = content.modified();
        boolean isThere = content.landing()
                .flatMap(Landing::target)
                .filter(target::equals)
                .isPresent();
        if (isThere) {
            Landing landing = content.landing().get();
            return landing.publish(hit.leaf(landing.name()), replace.contains(store), modified);
        }
        try (Landing landing = target.begin(key, lookup.now());
                ByteSource source = content.open()) {
            lookup.listener().writing(landing.file().path());
            transfer(source, landing.file().channel());
            String leaf = hit.leaf(landing.name());
            Optional<Path> path = landing.publish(leaf, replace.contains(store), modified);
            lookup.trace(leaf + " from " + places.label() + ": " + source.size() + " bytes - copied");
            return path;
        }
    }

    private void transfer(ByteSource source, FileChannel into) throws IOException {
        byte[] bytes = new byte[COPY];
        lookup.listener().size(source.size());
        for (long at = 0; at < source.size(); ) {
            int length = (int) Math.min(bytes.length, source.size() - at);
            source.read(at, bytes, 0, length);
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                at += into.write(buffer, at);
            }
            lookup.listener().progress(at, source.size());
        }
    }

    private Optional<Path> bottom(Hit hit, SearchStore store) {
        Optional<Target> target = store.target();
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (hit.unpacked().isEmpty()) {
                return putAsFound(hit, target.get(), store);
            }
            boolean isThere = hit.unpacked()
                    .flatMap(Landing::target)
                    .filter(target.get()::equals)
                    .isPresent();
            return isThere ? publishUnpacked(hit, replace.contains(store)) : Optional.empty();
        } catch (IOException e) {
            skipped(store, e);
            return Optional.empty();
        }
    }

    private Optional<Path> publishUnpacked(Hit hit, boolean replacing) throws IOException {
        Landing landing = hit.unpacked().orElseThrow();
        Optional<Path> path =
                landing.publish(landing.name(), replacing, hit.content().modified());
        String to = path.map(Path::toString).orElse(landing.name());
        lookup.trace("UNCOMPRESS: " + hit.content().shown() + " -> " + to);
        return path;
    }

    /** The file where it is, or a temporary one. */
    private Opened withoutBottom(Hit hit) throws IOException {
        Content content = hit.content();
        if (hit.unpacked().isPresent()) {
            return last(hit.unpacked().get(), hit.unpacked().get().name(), content, () -> publishUnpacked(hit, false));
        }
        Optional<Path> own = content.path().or(() -> published);
        if (own.isPresent()) {
            return new Opened(own.get(), false);
        }
        Landing landing = content.landing().orElseThrow();
        String leaf = hit.leaf(landing.name());
        return last(landing, leaf, content, () -> landing.publish(leaf, false, content.modified()));
    }

    private interface Publication {
        Optional<Path> run() throws IOException;
    }

    private Opened last(Landing landing, String leaf, Content content, Publication publication) throws IOException {
        boolean isTemporary = landing.target().isEmpty();
        try {
            Optional<Path> path = publication.run();
            if (path.isPresent()) {
                return new Opened(path.get(), isTemporary);
            }
        } catch (IOException e) {
            if (isTemporary) {
                throw e;
            }
            lookup.warn(leaf + " cannot be put in place: " + e.getMessage());
        }
        try (Landing other = places.temporary().begin(key, lookup.now());
                ByteSource source = landing.file().content()) {
            transfer(source, other.file().channel());
            return new Opened(
                    other.publish(other.name(), false, content.modified()).orElseThrow(), true);
        }
    }
}
