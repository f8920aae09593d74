// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A store in a directory, of this machine or of a server that a storage plug-in reaches. Names are looked up as they are first, then
 * ignoring case. A two-tier store is searched at its one-tier places too, and again if a conversion is going on (symbol-store-format 1.2).
 */
public final class FolderStore implements SearchStore {
    private static final String WANTS_POINTERS = "wantsptr.txt";
    private static final int COPY = 1 << 16;

    private final FolderPlace place;
    private final StoreStorage storage;
    private final StoreSettings settings;
    private final Spellings spellings;
    private final FolderTier tier;
    private final Target target;

    /** A store at a place, and how files get into it. */
    public FolderStore(FolderPlace place, StoreSettings settings, FolderWriter writer) {
        this.place = place;
        this.storage = place.storage();
        this.settings = settings;
        this.spellings = new Spellings(storage);
        this.tier = new FolderTier(storage, spellings);
        this.target = (key, now) -> begin(writer, key, now);
    }

    private Landing begin(FolderWriter writer, SymbolKey key, Instant now) throws IOException {
        KeyNames names = KeyNames.of(key, settings.casing());
        List<String> used = place.flat() ? List.of() : spellings.use(names.directories(tier.get(now)), now);
        String name = place.flat() ? names.name() : used.get(used.size() - 2);
        FolderWriter.Published noted = leaf -> spellings.use(path(used, leaf), now);
        if (place.root().isPresent()) {
            return writer.begin(new FolderWriter.Place(place.root().get(), used, name, Optional.of(target), noted));
        }
        Landing waiting = writer.beginTemporary("symsrv-" + UUID.randomUUID());
        return new Upload(waiting, new Upload.Goal(storage, String.join("/", used), name, target, noted));
    }

    private static List<String> path(List<String> directories, String file) {
        List<String> path = new ArrayList<>(directories);
        path.add(file);
        return path;
    }

    @Override
    public String label() {
        return place.label();
    }

    @Override
    public String id() {
        return place.label() + (place.flat() ? "|flat" : "");
    }

    @Override
    public boolean remote() {
        return place.root().isEmpty();
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public Optional<Path> root() {
        return place.root();
    }

    @Override
    public Optional<Target> target() {
        return Optional.of(target);
    }

    @Override
    public boolean wantsPointers() {
        return has(WANTS_POINTERS);
    }

    /** Whether it has the file that marks a store. */
    public boolean isMarked() {
        return has(StoreNames.PINGME);
    }

    /** Whether it has any file or directory that only stores have (symsrv.md 16). */
    public boolean isStore() {
        return isMarked() || has(Tier.MARKER) || has(storage.adminDirectory());
    }

    private boolean has(String name) {
        try {
            return storage.stat(name).isPresent();
        } catch (IOException e) {
            return false; // whatever is wrong with the store shows when it is searched
        }
    }

    @Override
    public void reset() {
        tier.reset();
    }

    @Override
    public Absence probe(Lookup lookup, Visitor visitor) throws IOException {
        KeyNames names = KeyNames.of(lookup.key(), settings.casing());
        List<Leaf> leaves = Leaf.order(lookup.options(), settings.uriFilter(), false);
        Probe probe = new Probe(lookup, visitor, names.name(), leaves, false);
        if (place.flat()) {
            return inDirectory(probe, "");
        }
        int forced = lookup.options().tiers() == 0
                ? settings.tiers()
                : lookup.options().tiers();
        if (forced != 0) {
            return below(probe, names.directories(forced == 2 ? Tier.TWO : Tier.ONE), true);
        }
        Absence absence = Absence.NOTHING_TRIED;
        boolean two = tier.get(lookup.now()) == Tier.TWO;
        if (!two) {
            absence = below(probe, names.directories(Tier.ONE), true);
            two = !visitor.done() && tier.again(lookup.now()) == Tier.TWO;
        }
        if (two && !visitor.done()) {
            absence = twoTier(probe, names);
        }
        return absence;
    }

    private Absence twoTier(Probe probe, KeyNames names) throws IOException {
        Absence absence = below(probe, names.directories(Tier.TWO), true);
        if (!probe.visitor().done()) {
            absence = absence.or(below(probe, names.directories(Tier.ONE), false));
        }
        String journal = storage.adminDirectory() + "/" + StoreNames.CONVERT_JOURNAL;
        if (!probe.visitor().done() && storage.stat(journal).isPresent()) {
            absence = absence.or(below(probe, names.directories(Tier.TWO), false));
        }
        return absence;
    }

    /**
     * What goes on in a store during one look-up.
     *
     * @param anywhere whether the file is wanted from a place where directories are nothing special
     */
    private record Probe(Lookup lookup, Visitor visitor, String name, List<Leaf> leaves, boolean anywhere) {}

    /** @param traced whether to say so if the directory is not there */
    private Absence below(Probe probe, List<String> segments, boolean traced) throws IOException {
        Lookup lookup = probe.lookup();
        String exact = String.join("/", segments);
        List<String> directories = new ArrayList<>();
        Absence absence = Absence.miss(ResultCode.PATH_NOT_FOUND, "path not found");
        if (stat(exact).isPresent()) {
            directories.add(exact);
            absence = inDirectory(probe, exact);
        }
        if (probe.visitor().done()) {
            return absence;
        }
        List<String> others = spellings.others(segments, lookup.now());
        if (directories.size() + others.size() > 1) {
            lookup.warn(shown(exact) + " is there in several spellings");
        }
        for (String other : others) {
            directories.add(other);
            absence = absence.or(inDirectory(probe, other));
            if (probe.visitor().done()) {
                return absence;
            }
        }
        if (directories.isEmpty() && traced) {
            for (Leaf leaf : probe.leaves()) {
                leaf.of(probe.name()).ifPresent(file -> missing(lookup, exact, file, ResultCode.PATH_NOT_FOUND));
            }
        }
        return absence;
    }

    private void missing(Lookup lookup, String directory, String file, ResultCode code) {
        String path = shown(Directories.join(directory, file));
        lookup.trace("UNC: " + path + (code.equals(ResultCode.PATH_NOT_FOUND) ? " - path" : " - file") + " not found");
        lookup.tried(this, path, code, 0, lookup.now());
    }

    private Absence inDirectory(Probe probe, String directory) throws IOException {
        Absence absence = Absence.miss(ResultCode.FILE_NOT_FOUND, "file not found");
        for (Leaf leaf : probe.leaves()) {
            Optional<String> file = leaf.of(probe.name());
            if (file.isEmpty() || probe.visitor().done()) {
                continue;
            }
            absence = absence.or(candidate(probe, directory, file.get(), leaf));
        }
        return absence;
    }

    private Absence candidate(Probe probe, String directory, String file, Leaf leaf) throws IOException {
        Lookup lookup = probe.lookup();
        String path = Directories.join(directory, file);
        Optional<StorageEntry> entry = stat(path);
        if (entry.isEmpty()) {
            Optional<String> other = spellings.other(directory, file, lookup.now());
            path = Directories.join(directory, other.orElse(file));
            entry = other.isPresent() ? stat(path) : Optional.empty();
        }
        if (entry.isEmpty() || (probe.anywhere() && entry.get().isDirectory())) {
            missing(lookup, directory, file, ResultCode.FILE_NOT_FOUND);
            return Absence.miss(ResultCode.FILE_NOT_FOUND, "file not found");
        }
        Instant since = lookup.now();
        Absence absence = offer(probe, path, entry.get(), leaf);
        ResultCode code = probe.visitor().done() ? ResultCode.OK : absence.code();
        lookup.tried(this, shown(path), code, entry.get().size(), since);
        return absence;
    }

    private Absence offer(Probe probe, String path, StorageEntry entry, Leaf leaf) throws IOException {
        Lookup lookup = probe.lookup();
        if (!entry.isFile() || entry.size() == 0) {
            String problem = entry.isFile() ? "is empty" : "is no file";
            lookup.warn(shown(path) + " " + problem);
            return Absence.unusable(ResultCode.FILE_CORRUPT, shown(path) + " " + problem);
        }
        if (leaf == Leaf.POINTER) {
            return pointer(probe.visitor(), path, entry);
        }
        if (place.root().isEmpty() && lookup.options().noCopy()) {
            probe.visitor().located(shown(path));
            return Absence.NOTHING_TRIED;
        }
        Content content = place.root().isPresent()
                ? Content.inPlace(place.root().get().resolve(path))
                : fetched(probe.visitor(), path, entry);
        return probe.visitor().file(content, leaf == Leaf.COMPRESSED).orElse(Absence.NOTHING_TRIED);
    }

    private Absence pointer(Visitor visitor, String path, StorageEntry entry) throws IOException {
        Optional<byte[]> bytes =
                entry.size() > FilePointer.MAX_SIZE ? Optional.empty() : storage.readAll(path, FilePointer.MAX_SIZE);
        if (bytes.isEmpty()) {
            return Absence.unusable(ResultCode.BAD_FORMAT, shown(path) + " is too large for a pointer");
        }
        String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return visitor.pointer(FilePointer.parse(bytes.get()), this, directory).orElse(Absence.NOTHING_TRIED);
    }

    private Content fetched(Visitor visitor, String path, StorageEntry entry) throws IOException {
        Landing landing = visitor.land();
        try (StorageFile file = storage.open(path)) {
            byte[] bytes = new byte[COPY];
            for (long at = 0; at < file.size(); ) {
                int length = (int) Math.min(bytes.length, file.size() - at);
                file.read(at, bytes, 0, length);
                ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
                while (buffer.hasRemaining()) {
                    at += landing.file().channel().write(buffer, at);
                }
            }
        } catch (IOException e) {
            landing.close();
            throw e;
        }
        return Content.landed(landing, shown(path), Optional.of(entry.modified()));
    }

    @Override
    public Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) throws IOException {
        int last = segments.size() - 1;
        String file = segments.get(last);
        Probe probe = new Probe(lookup, visitor, file, List.of(form), true);
        List<String> directory = segments.subList(0, last);
        String exact = String.join("/", directory);
        if (stat(Directories.join(exact, file)).isPresent()) {
            return candidate(probe, exact, file, form);
        }
        Absence absence = Absence.miss(ResultCode.FILE_NOT_FOUND, "file not found");
        for (String other : directory.isEmpty() ? List.of("") : spelled(directory, lookup.now())) {
            absence = absence.or(candidate(probe, other, file, form));
            if (visitor.done()) {
                return absence;
            }
        }
        return absence;
    }

    private List<String> spelled(List<String> directory, Instant now) throws IOException {
        List<String> all = new ArrayList<>(List.of(String.join("/", directory)));
        all.addAll(spellings.others(directory, now));
        return all;
    }

    /** What is at a path; names that this system cannot have are nowhere. */
    private Optional<StorageEntry> stat(String path) throws IOException {
        try {
            return storage.stat(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private String shown(String path) {
        String separator = place.label().startsWith("\\\\") && place.root().isEmpty() ? "\\" : storage.separator();
        String start = place.root().map(Path::toString).orElse(place.label());
        String below = path.replace("/", separator);
        return below.isEmpty() ? start : start.endsWith(separator) ? start + below : start + separator + below;
    }
}
