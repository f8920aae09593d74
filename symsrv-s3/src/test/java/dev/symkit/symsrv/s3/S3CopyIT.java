// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.copy.CopyStore;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.KeyRules;
import dev.symkit.symstore.files.SelectedFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole stores from a disk to a bucket and back. System property {@code symkit.test.copied}: how many entries. */
class S3CopyIT {
    private static final int ENTRIES = Integer.getInteger("symkit.test.copied", 60);
    private static final int EACH = 500;
    private static final String ENDPOINT = "symsrv.s3.endpoint";

    @TempDir
    Path directory;

    private S3Scene scene;

    @BeforeEach
    void start() throws Exception {
        scene = new S3Scene(Files.createDirectory(directory.resolve("s3")));
        System.setProperty(ENDPOINT, scene.server().endpoint());
    }

    @AfterEach
    void stop() {
        System.clearProperty(ENDPOINT);
        scene.close();
    }

    private StoreTarget target(String store) {
        return new StoreTarget(store, directory, 8, Duration.ofMinutes(5), false, Clock.systemUTC(), () -> false);
    }

    private static String bucket(String name) {
        return "s3://" + S3Scene.BUCKET + "/" + name;
    }

    private Path make(String name, int entries, UnaryOperator<String> spelled) throws IOException {
        Path store = directory.resolve(name);
        Path in = Files.createDirectory(directory.resolve(name + "-in"));
        for (int first = 0; first < entries; first += EACH) {
            List<String> files = new ArrayList<>();
            for (int i = first; i < Math.min(entries, first + EACH); i++) {
                Path file = in.resolve(spelled.apply("module" + i + ".pdb"));
                Files.write(
                        file,
                        new PdbBuilder()
                                .guid(UUID.nameUUIDFromBytes(("module" + i).getBytes(StandardCharsets.UTF_8)))
                                .build());
                Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000L + i)));
                files.add(file.toString());
            }
            SelectedFiles selected = new SelectedFiles(
                    new Selection(files, List.of(), false), KeyRules.PLAIN, UnaryOperator.identity(), true, directory);
            new AddFiles()
                    .run(
                            new AddFiles.Request(
                                    target(store.toString()),
                                    selected,
                                    "p",
                                    "",
                                    "",
                                    AddOptions.PLAIN,
                                    false,
                                    Optional.empty()),
                            new AddFiles.Listener() {});
        }
        return store;
    }

    private CopyStore.Report copy(String to, String from, CopyStore.Listener listener) throws IOException {
        return new CopyStore().run(new CopyStore.Request(target(to), from), listener);
    }

    private CopyStore.Report copy(String to, String from) throws IOException {
        return copy(to, from, new CopyStore.Listener() {});
    }

    /** Stops a copy after so many names. */
    private static CopyStore.Listener stoppedAfter(int names) {
        AtomicInteger count = new AtomicInteger();
        return new CopyStore.Listener() {
            @Override
            public void compared() {
                if (count.incrementAndGet() == names) {
                    throw new CancellationException();
                }
            }
        };
    }

    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString();
                if (!name.contains(".symstore.lock")) {
                    tree.put(
                            name,
                            HexFormat.of().formatHex(Files.readAllBytes(path))
                                    + Files.getLastModifiedTime(path)
                                            .toInstant()
                                            .getEpochSecond());
                }
            }
        }
        return tree;
    }

    @Test
    void aStoreIsTheSameAfterItWasInABucket() throws IOException {
        Path store = make("store", ENTRIES, name -> name);
        String there = bucket("copy");
        assertThatThrownBy(() -> copy(there, store.toString(), stoppedAfter(ENTRIES / 2)))
                .isInstanceOf(CancellationException.class);
        CopyStore.Report report = copy(there, store.toString());
        assertThat(report.same()).isPositive();
        assertThat(report.copied() + report.same()).isEqualTo(tree(store).size());
        assertThat(new VerifyStore().run(target(there)).problems()).isEmpty();
        assertThat(copy(there, store.toString()).copied()).isZero();

        Path back = directory.resolve("back");
        assertThatThrownBy(() -> copy(back.toString(), there, stoppedAfter(ENTRIES / 2)))
                .isInstanceOf(CancellationException.class);
        assertThat(copy(back.toString(), there).same()).isPositive();
        assertThat(tree(back)).isEqualTo(tree(store));
        assertThat(copy(back.toString(), there).copied()).isZero();
    }

    @Test
    void namesAreInLowerCaseInABucket() throws IOException {
        Path store = make("store", 2, name -> name.replace('m', 'M'));
        String there = bucket("lower");
        copy(there, store.toString());
        String index;
        try (StoreStorage storage = StoreStorages.local(store, StorageOptions.DEFAULT)) {
            index = storage.list("Module1.pdb").get(0);
        }
        SymbolKey key = SymbolKey.of("Module1.pdb", index);
        try (StoreStorage storage = scene.open("lower")) {
            assertThat(storage.list("")).contains("module0.pdb", "module1.pdb");
            assertThat(new StoreView(storage).find(key))
                    .hasValueSatisfying(
                            found -> assertThat(found.path()).isEqualTo("module1.pdb/" + key.index() + "/module1.pdb"));
        }
        assertThat(new VerifyStore().run(target(there)).problems()).isEmpty();
    }
}
