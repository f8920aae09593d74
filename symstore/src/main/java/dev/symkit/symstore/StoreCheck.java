// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One look at a whole store. Confined to one thread. */
final class StoreCheck {
    private final StoreStorage storage;
    private final StoreTarget target;
    private final StoreView view;
    private final List<VerifyStore.Problem> problems = new ArrayList<>();
    private final Set<TransactionId> known = new HashSet<>();

    /** Of each key directory, {@code name/index} in lower case: the transactions that list it. */
    private final Map<String, Map<TransactionId, String>> listed = new HashMap<>();

    StoreCheck(StoreStorage storage, StoreTarget target) {
        this.storage = storage;
        this.target = target;
        this.view = new StoreView(storage);
    }

    List<VerifyStore.Problem> run() throws IOException {
        checkAdmin();
        boolean references = view.admin(StoreNames.NO_REFS).isEmpty();
        if (references) {
            checkEntries();
            listed.forEach((key, ids) -> ids.forEach((id, path) ->
                    problem("missing-reference", path, id.text(), "the transaction lists it, refs.ptr does not")));
        }
        problems.sort(Comparator.comparing(VerifyStore.Problem::path)
                .thenComparing(VerifyStore.Problem::kind)
                .thenComparing(VerifyStore.Problem::id));
        return List.copyOf(problems);
    }

    private void problem(String kind, String path, String id, String message) {
        problems.add(new VerifyStore.Problem(kind, path, id, message));
    }

    private void checkAdmin() throws IOException {
        String admin = storage.adminDirectory();
        for (String name : storage.list(admin)) {
            if (name.endsWith(StoreNames.PENDING)) {
                String id = name.substring(0, name.length() - StoreNames.PENDING.length());
                problem("unfinished", admin + "/" + name, id, "a transaction is committed and not finished");
                TransactionId.parse(id).ifPresent(known::add);
            }
        }
        ServerFile server = view.server();
        server.malformed().forEach(line -> problem("malformed", admin + "/" + ServerFile.NAME, "", line));
        HistoryFile history = view.history();
        checkHistory(admin + "/" + HistoryFile.NAME, history, server);
        for (TransactionRecord record : server.transactions()) {
            known.add(record.id());
            String path = admin + "/" + record.id();
            Optional<TransactionFile> file = view.transaction(record.id());
            if (file.isEmpty()) {
                problem("missing-transaction", path, record.id().text(), "server.txt lists it, its file is missing");
                continue;
            }
            file.get()
                    .malformed()
                    .forEach(line -> problem("malformed", path, record.id().text(), line));
            for (TransactionFile.Entry entry : file.get().entries()) {
                String key = entry.name() + "/" + entry.index();
                listed.computeIfAbsent(key.toLowerCase(Locale.ROOT), any -> new HashMap<>())
                        .put(record.id(), key);
            }
        }
    }

    private void checkHistory(String path, HistoryFile history, ServerFile server) throws IOException {
        TransactionId last = TransactionId.NONE;
        for (Optional<TransactionId> id : history.ids()) {
            if (id.isEmpty()) {
                problem("malformed", path, "", "a line does not start with an id");
            } else if (!id.get().equals(last.next())) {
                problem("ids-not-contiguous", path, id.get().text(), "it follows " + last);
            }
            last = id.orElse(last);
        }
        for (TransactionRecord record : server.transactions()) {
            last = record.id().compareTo(last) > 0 ? record.id() : last;
        }
        Optional<TransactionId> lastId = view.admin(StoreNames.LAST_ID)
                .flatMap(bytes -> TransactionId.parse(new String(bytes, StandardCharsets.ISO_8859_1).strip()));
        boolean used = last.value() > 0;
        if (used && (lastId.isEmpty() || lastId.get().compareTo(last) < 0)) {
            problem(
                    "wrong-last-id",
                    storage.adminDirectory() + "/" + StoreNames.LAST_ID,
                    last.text(),
                    "it is missing, unreadable or smaller than the last transaction");
        }
    }

    private void checkEntries() throws IOException {
        boolean twoTier = view.tier() == Tier.TWO;
        for (String top : sorted("")) {
            if (top.equalsIgnoreCase(StoreNames.ADMIN) || top.equalsIgnoreCase(StoreNames.SYMPROXY)) {
                continue;
            }
            for (String second : sorted(top)) {
                String path = top + "/" + second;
                checkKeyDirectory(top, second, path);
                if (twoTier) {
                    for (String third : sorted(path)) {
                        checkKeyDirectory(second, third, path + "/" + third);
                    }
                }
            }
        }
    }

    private List<String> sorted(String directory) throws IOException {
        return storage.list(directory).stream().sorted().toList();
    }

    private void checkKeyDirectory(String name, String index, String path) throws IOException {
        List<String> children = storage.list(path);
        if (!children.contains(RefsFile.NAME)) {
            return; // a cache's entry, a prefix, or an empty directory that a crash left
        }
        RefsFile refs = view.refs(path).orElse(RefsFile.empty());
        String refsPath = path + "/" + RefsFile.NAME;
        refs.malformed().forEach(line -> problem("malformed", refsPath, "", line));
        Map<TransactionId, String> expected =
                listed.getOrDefault((name + "/" + index).toLowerCase(Locale.ROOT), Map.of());
        Set<TransactionId> seen = new HashSet<>();
        for (RefsLine line : refs.references()) {
            if (!known.contains(line.id())) {
                problem("dangling-reference", refsPath, line.id().text(), "no live transaction has that id");
            }
            seen.add(line.id());
        }
        if (!expected.isEmpty()) {
            expected.keySet().removeAll(seen);
        }
        checkFiles(name, index, path, children, refs);
    }

    private void checkFiles(String name, String index, String path, List<String> children, RefsFile refs)
            throws IOException {
        Optional<String> plain =
                children.stream().filter(name::equalsIgnoreCase).findFirst();
        boolean compressed = StoreNames.compressed(name)
                .filter(form -> children.stream().anyMatch(form::equalsIgnoreCase))
                .isPresent();
        if (refs.hasFileReference() && plain.isEmpty() && !compressed) {
            problem("missing-file", path + "/" + name, "", "refs.ptr says it is stored");
        }
        boolean pointer = children.contains(FilePointer.NAME);
        boolean wanted =
                refs.last().filter(line -> line.kind() == EntryKind.PTR).isPresent();
        if (pointer != wanted) {
            problem(
                    wanted ? "missing-pointer" : "unwanted-pointer",
                    path + "/" + FilePointer.NAME,
                    refs.last().map(line -> line.id().text()).orElse(""),
                    wanted ? "the last reference is a pointer" : "the last reference is a file");
        }
        if (plain.isPresent()) {
            checkKey(path + "/" + plain.get(), index);
        }
    }

    private void checkKey(String path, String index) throws IOException {
        if (target.cancelled().getAsBoolean()) {
            throw new java.util.concurrent.CancellationException();
        }
        try (ByteSource source = new Stored(path, storage.open(path))) {
            Optional<FileIdentity> identity = new KeyReader().identify(source);
            if (identity.isEmpty()) {
                problem("wrong-key", path, "", "the file has no key");
            } else if (identity.get().indexes().stream().noneMatch(index::equalsIgnoreCase)) {
                problem(
                        "wrong-key",
                        path,
                        "",
                        "the file's key is " + identity.get().index());
            }
        } catch (NoSuchFileException e) {
            problem("missing-file", path, "", "it vanished while it was looked at");
        } catch (FormatException e) {
            problem("wrong-key", path, "", String.valueOf(e.getMessage()));
        }
    }

    /** A stored file as the parser reads it. */
    private record Stored(String name, StorageFile file) implements ByteSource {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            file.read(position, into, at, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
