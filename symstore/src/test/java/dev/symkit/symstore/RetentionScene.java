// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.merge.AdoptTree;
import dev.symkit.symstore.merge.MergeStore;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.transactions.DeleteSelected;
import dev.symkit.symstore.transactions.Selectors;
import dev.symkit.symstore.transactions.TextPattern;
import dev.symkit.symstore.transactions.TransactionFilter;
import dev.symkit.symstore.transactions.TransactionRow;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A store and a run of several transactions that is disturbed in it: two transactions that have a file in common are deleted or merged,
 * or a tree with two files and a pointer is adopted. The run is repeated in the end, and must complete.
 */
final class RetentionScene {
    /** The disturbed run. */
    enum Verb {
        /** A del of two transactions. */
        DEL,
        /** A merge of two transactions. */
        MERGE,
        /** An adoption. */
        ADOPT
    }

    private static final String POINTER = "ptr.pdb/00000000000000000000000000000000F/file.ptr";

    private final Verb verb;
    private final Path directory;
    private final Path store;

    private RetentionScene(Verb verb, Path directory) {
        this.verb = verb;
        this.directory = directory;
        this.store = directory.resolve("store");
    }

    /** The scene in a directory where {@link #prepare} made it. */
    static RetentionScene in(Path directory, Verb verb) {
        return new RetentionScene(verb, directory);
    }

    static RetentionScene prepare(Path directory, Verb verb) throws IOException {
        RetentionScene scene = in(directory, verb);
        for (String name : List.of("one", "two", "shared", "stay", "next")) {
            Path file = scene.source(name);
            Files.createDirectories(file.getParent());
            CrashScene.pdb(file, name, name);
        }
        switch (verb) {
            case DEL -> {
                scene.addPair(scene.store);
                scene.add(scene.store, "stay", "stay");
            }
            case MERGE -> {
                scene.addPair(scene.directory.resolve("other"));
                scene.add(scene.store, "stay", "stay");
            }
            case ADOPT -> {
                scene.add(scene.store, "old", "one", "two");
                scene.forget();
            }
        }
        return scene;
    }

    private Path source(String name) {
        return directory.resolve("src").resolve(name + ".pdb");
    }

    private void addPair(Path to) throws IOException {
        add(to, "old", "one", "shared");
        add(to, "old", "two", "shared");
    }

    private void add(Path to, String product, String... names) throws IOException {
        List<String> files =
                Stream.of(names).map(name -> source(name).toString()).toList();
        AddFiles.Request request =
                TestStore.request(CrashScene.target(to), new Selection(files, List.of(), false), product);
        assertThat(new AddFiles().run(request, new AddFiles.Listener() {}).count("error"))
                .isZero();
    }

    /** Leaves the stored files of the store only, and puts a pointer beside them. */
    private void forget() throws IOException {
        for (Path file : files().values()) {
            if (!file.toString().endsWith(".pdb")) {
                Files.delete(file);
            }
        }
        Files.delete(store.resolve("000Admin"));
        Path pointer = store.resolve(POINTER);
        Files.createDirectories(pointer.getParent());
        Files.writeString(pointer, "\\\\srv\\share\\ptr.pdb");
    }

    StoreStorage open() throws IOException {
        return StoreStorages.local(store, new StorageOptions(false));
    }

    /** The run that tests disturb. */
    void run(StoreStorage storage) throws IOException {
        StoreTarget target = CrashScene.target(store);
        switch (verb) {
            case DEL ->
                new DeleteSelected()
                        .run(
                                new DeleteSelected.Request(target, selectors(), false, DeleteSelected.Mode.ALL),
                                storage,
                                new Silent());
            case MERGE -> {
                try (StoreStorage other = StoreStorages.local(directory.resolve("other"), new StorageOptions(false))) {
                    MergeStore.run(target, other, storage, new MergeStore.Listener() {});
                }
            }
            case ADOPT ->
                AdoptTree.run(new AdoptTree.Request(target, "old", "", "", true), storage, new SilentReading());
        }
    }

    private static Selectors selectors() {
        TransactionFilter old = new TransactionFilter(
                Optional.of(new TextPattern("old")), Optional.empty(), Optional.empty(), Optional.empty());
        return new Selectors(List.of(), old, OptionalInt.empty(), OptionalLong.empty());
    }

    /** What comes after the disturbed run and finishes what it committed: an add. */
    void recover() throws IOException {
        add(store, "next", "next");
    }

    /** After {@link #recover}: each transaction is whole or absent. Gives back how many of those of the run are live. */
    int check(String when) throws IOException {
        assertThat(new VerifyStore().run(CrashScene.target(store)).problems())
                .as(when)
                .isEmpty();
        try (StoreStorage storage = open()) {
            StoreView view = new StoreView(storage);
            List<Optional<TransactionId>> ids = view.history().ids();
            for (int i = 0; i < ids.size(); i++) {
                assertThat(ids.get(i)).as(when).contains(new TransactionId(i + 1));
            }
            List<TransactionRecord> live = view.server().transactions().stream()
                    .filter(record -> record.product().equals("old"))
                    .toList();
            for (String name : List.of("one", "two")) {
                boolean listed = false;
                for (TransactionRecord record : live) {
                    listed |= view.transaction(record.id()).orElseThrow().entries().stream()
                            .anyMatch(entry -> entry.name().equals(name + ".pdb"));
                }
                checkFile(name, listed, when);
            }
            if (verb != Verb.ADOPT) {
                checkFile("shared", !live.isEmpty(), when);
                checkFile("stay", true, when);
            }
            checkFile("next", true, when);
            assertThat(live).as(when).hasSizeLessThanOrEqualTo(verb == Verb.ADOPT ? 1 : 2);
            return live.size();
        }
    }

    private void checkFile(String name, boolean listed, String when) throws IOException {
        Path file = files().get(name + ".pdb");
        boolean stored = file != null;
        assertThat(stored).as(when + ": " + name).isEqualTo(listed || verb == Verb.ADOPT);
        if (file != null) {
            assertThat(file).as(when).hasSameBinaryContentAs(source(name));
            assertThat(Files.exists(file.resolveSibling("refs.ptr"))).as(when).isEqualTo(listed);
        }
    }

    /** Repeats the run undisturbed: now it is complete. */
    void complete(String when) throws IOException {
        try (StoreStorage storage = open()) {
            run(storage);
        }
        assertThat(check(when)).as(when).isEqualTo(verb == Verb.DEL ? 0 : verb == Verb.MERGE ? 2 : 1);
        if (verb == Verb.ADOPT) {
            assertThat(store.resolve(POINTER).resolveSibling("refs.ptr"))
                    .as(when)
                    .exists();
        }
    }

    /** Files of the store, the last of each name. */
    private Map<String, Path> files() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(store)) {
            for (Path path : new ArrayList<>(paths.filter(Files::isRegularFile).toList())) {
                String name = path.getFileName().toString();
                files.put(name.equals("refs.ptr") ? path.toString() : name, path);
            }
        }
        return files;
    }

    private static final class Silent implements DeleteSelected.Listener {
        @Override
        public void selected(List<TransactionRow> rows, List<String> missing, long excess) {
            // nobody listens
        }

        @Override
        public void deleted(DeleteFiles.Report report) {
            assertThat(report.errors()).isZero();
        }

        @Override
        public void refused(String id, Failure reason) {
            throw new AssertionError(id + ": " + reason);
        }

        @Override
        public void spared(String id) {
            throw new AssertionError(id);
        }
    }

    private static final class SilentReading implements AdoptTree.Listener {
        @Override
        public void reading(long files, long bytes) {
            // nobody listens
        }

        @Override
        public void read(long files, long bytes) {
            // nobody listens
        }
    }
}
