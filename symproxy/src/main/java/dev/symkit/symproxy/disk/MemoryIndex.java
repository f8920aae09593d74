// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An index in memory, about 250 bytes for each key: paths that follow from the key are not kept, and nearly all do.
 */
public final class MemoryIndex implements FileIndex {
    /** Of so many keys for which there is no place those used last are known too: all others are found on disk again. */
    private static final int MOST_REST = 10_000;

    private final Tier tier;
    private final int most;
    private final ConcurrentHashMap<String, Entry> keys = new ConcurrentHashMap<>();
    private final Map<String, Entry> rest =
            Collections.synchronizedMap(new LinkedHashMap<String, MemoryIndex.Entry>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, MemoryIndex.Entry> eldest) {
                    return size() > MOST_REST;
                }
            });
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** One file of a key; what it is called is left out where it is the name of the key, its path where it is the usual one. */
    private static final class Item {
        final @Nullable String leaf;
        final @Nullable String path;
        final long size;
        final long modified;
        final long digest;

        Item(@Nullable String leaf, @Nullable String path, long size, long modified, long digest) {
            this.leaf = leaf;
            this.path = path;
            this.size = size;
            this.modified = modified;
            this.digest = digest;
        }
    }

    private static final class Entry {
        private volatile Item[] items = {};
        private volatile int used;
    }

    /** An empty index of a directory with usual paths of a tier, for so many keys. */
    public MemoryIndex(Tier tier, int most) {
        this.tier = tier;
        this.most = most;
    }

    private @Nullable Entry entry(SymbolKey key) {
        String id = id(key);
        Entry entry = keys.get(id);
        return entry != null ? entry : rest.get(id);
    }

    private static String id(SymbolKey key) {
        return key.name() + "/" + key.index();
    }

    private String usualPath(SymbolKey key, String leaf) {
        String below = id(key) + "/" + leaf;
        return tier == Tier.TWO ? Tier.prefix(key.name()) + "/" + below : below;
    }

    private Item item(SymbolKey key, Known file) {
        boolean usual = file.path().equals(usualPath(key, file.leaf()));
        boolean own = file.leaf().equals(key.name());
        return new Item(
                own ? null : file.leaf(), usual ? null : file.path(), file.size(), file.modified(), file.digest());
    }

    private Known known(SymbolKey key, Item item) {
        String leaf = item.leaf == null ? key.name() : item.leaf;
        String path = item.path == null ? usualPath(key, leaf) : item.path;
        return new Known(leaf, path, item.size, item.modified, item.digest);
    }

    private static boolean isNamed(Item item, SymbolKey key, String leaf) {
        return item.leaf == null ? key.name().equals(leaf) : item.leaf.equals(leaf);
    }

    @Override
    public Optional<Known> find(SymbolKey key, String leaf) {
        Entry entry = entry(key);
        if (entry == null) {
            return Optional.empty();
        }
        for (Item item : entry.items) {
            if (isNamed(item, key, leaf)) {
                return Optional.of(known(key, item));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Known> files(SymbolKey key) {
        Entry entry = entry(key);
        return entry == null ? List.of() : files(key, entry);
    }

    private List<Known> files(SymbolKey key, Entry entry) {
        List<Known> all = new ArrayList<>();
        for (Item item : entry.items) {
            all.add(known(key, item));
        }
        return all;
    }

    @Override
    public boolean put(SymbolKey key, Known file) {
        String id = id(key);
        boolean fits = keys.size() < most || keys.containsKey(id);
        (fits ? keys : rest).compute(id, (same, old) -> {
            Entry entry = old == null ? new Entry() : old;
            replace(entry, key, file.leaf(), item(key, file), fits);
            return entry;
        });
        return fits;
    }

    /**
     * Puts an item in the place of the one of its name, or takes that out. Called for one thread at a time.
     *
     * @param counts whether it is one of those whose number and size are told
     */
    private void replace(Entry entry, SymbolKey key, String leaf, @Nullable Item fresh, boolean counts) {
        List<Item> items = new ArrayList<>();
        for (Item item : entry.items) {
            if (!isNamed(item, key, leaf)) {
                items.add(item);
            } else if (counts) {
                files.decrementAndGet();
                bytes.addAndGet(-item.size);
            }
        }
        if (fresh != null) {
            items.add(fresh);
            if (counts) {
                files.incrementAndGet();
                bytes.addAndGet(fresh.size);
            }
        }
        entry.items = items.toArray(new Item[0]);
    }

    @Override
    public void remove(SymbolKey key, String leaf) {
        change(key, (entry, counts) -> replace(entry, key, leaf, null, counts));
    }

    @Override
    public void digest(SymbolKey key, Known file, long digest) {
        change(key, (entry, counts) -> {
            for (Item item : entry.items) {
                if (isNamed(item, key, file.leaf()) && item.size == file.size() && item.modified == file.modified()) {
                    Item told = new Item(item.leaf, item.path, item.size, item.modified, digest);
                    replace(entry, key, file.leaf(), told, counts);
                    return;
                }
            }
        });
    }

    private interface Change {
        void of(Entry entry, boolean counts);
    }

    /** Changes a key wherever it is known; one without files is not known any more. */
    private void change(SymbolKey key, Change change) {
        for (Map<String, Entry> each : List.of(keys, rest)) {
            each.computeIfPresent(id(key), (same, entry) -> {
                change.of(entry, each == keys);
                return entry.items.length == 0 ? null : entry;
            });
        }
    }

    @Override
    public void used(SymbolKey key, long epochSecond) {
        Entry entry = entry(key);
        if (entry != null) {
            entry.used = (int) epochSecond; // until 2106, read without sign
        }
    }

    @Override
    public long lastUse(SymbolKey key) {
        Entry entry = entry(key);
        return entry == null ? 0 : Integer.toUnsignedLong(entry.used);
    }

    @Override
    public void forEach(BiConsumer<SymbolKey, List<Known>> visitor) {
        keys.forEach((id, entry) -> {
            int slash = id.indexOf('/');
            SymbolKey key = new SymbolKey(id.substring(0, slash), id.substring(slash + 1));
            visitor.accept(key, files(key, entry));
        });
    }

    @Override
    public long files() {
        return files.get();
    }

    @Override
    public long bytes() {
        return bytes.get();
    }
}
