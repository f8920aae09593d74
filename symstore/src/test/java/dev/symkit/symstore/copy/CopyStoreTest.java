// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StoreException;
import dev.symkit.symstore.TestStore;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies from folder to folder; those to object storage are tested with its plug-in. */
final class CopyStoreTest {
    @TempDir
    private Path temporary;

    private TestStore source = new TestStore(Path.of(""), Path.of(""));
    private TestStore target = new TestStore(Path.of(""), Path.of(""));

    @BeforeEach
    void create() throws IOException {
        source = new TestStore(temporary.resolve("source"), temporary);
        target = new TestStore(temporary.resolve("target"), temporary);
        add(source, 1, "one.pdb", "two.pdb", "three.pdb");
        add(source, 2, "four.pdb");
    }

    private void add(TestStore store, int second, String... names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path file = Files.createDirectories(temporary.resolve("in")).resolve(name);
            Files.write(
                    file,
                    new PdbBuilder()
                            .guid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
                            .build());
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
            files.add(file);
        }
        store.add(LocalDateTime.of(2020, 8, 10, 18, 50, second), "p", "1", path -> "C:\\" + path, files);
    }

    private CopyStore.Report copy(CopyStore.Listener listener) throws IOException {
        return new CopyStore()
                .run(new CopyStore.Request(target.target(), source.root().toString()), listener);
    }

    private CopyStore.Report copy() throws IOException {
        return copy(new CopyStore.Listener() {});
    }

    /** Every file with its content and time; locks are the business of who has them. */
    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString();
                if (!name.contains(".symstore.lock")) {
                    tree.put(
                            name,
                            new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                                    + Files.getLastModifiedTime(path));
                }
            }
        }
        return tree;
    }

    private void assertCopied() throws IOException {
        assertThat(tree(target.root())).isEqualTo(tree(source.root()));
        assertThat(new VerifyStore().run(target.target()).problems()).isEmpty();
    }

    @Test
    void copiesAStoreAndBringsTheCopyUpToDate() throws IOException {
        CopyStore.Report first = copy();
        assertThat(first.removed()).isZero();
        assertThat(first.copied()).isEqualTo(tree(source.root()).size());
        assertCopied();

        assertThat(copy().copied()).isZero();
        add(source, 3, "five.pdb");
        source.delete("1");
        CopyStore.Report later = copy();
        assertThat(later.same()).isEqualTo(4); // four.pdb, its refs.ptr, pingme.txt, transaction 2
        assertThat(later.removed()).isEqualTo(7); // three files with refs.ptr, transaction 1
        assertCopied();
        add(target, 4, "six.pdb");
        assertThat(new VerifyStore().run(target.target()).problems()).isEmpty();
    }

    @Test
    void aCopyThatWasInterruptedTakesNoTransactionsAndIsCompletedByTheNextRun() throws IOException {
        AtomicInteger count = new AtomicInteger();
        assertThatThrownBy(() -> copy(new CopyStore.Listener() {
                    @Override
                    public void compared() {
                        if (count.incrementAndGet() == 2) {
                            throw new CancellationException();
                        }
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> add(target, 5, "other.pdb"))
                .isInstanceOf(StoreException.class)
                .hasMessage("an unfinished copy of another store; run symstore copy again");
        CopyStore.Request onward = new CopyStore.Request(
                new TestStore(temporary.resolve("third"), temporary).target(),
                target.root().toString());
        assertThatThrownBy(() -> new CopyStore().run(onward, new CopyStore.Listener() {}))
                .isInstanceOf(StoreException.class)
                .hasMessage("the other store has an unfinished copy; finish that first");
        assertThat(temporary.resolve("third")).doesNotExist();
        add(source, 3, "five.pdb");
        assertThat(copy().same()).isPositive();
        assertCopied();
    }

    @Test
    void refusesATargetThatIsNoCopy() throws IOException {
        add(target, 1, "own.pdb");
        Map<String, String> before = tree(target.root());
        refused(this::copy, "'" + target.root() + "' has transactions of its own: it is no copy of the other store.");
        assertThat(tree(target.root())).isEqualTo(before);

        TestStore folder = new TestStore(temporary.resolve("folder"), temporary);
        Files.createDirectories(folder.root());
        Files.writeString(folder.root().resolve("precious.txt"), "x");
        refused(
                () -> new CopyStore()
                        .run(
                                new CopyStore.Request(
                                        folder.target(), source.root().toString()),
                                new CopyStore.Listener() {}),
                "'" + folder.root() + "' is not empty and no copy of a store.");
        assertThat(folder.root().resolve("precious.txt")).hasContent("x");
    }

    @Test
    void refusesToCopyWhatIsNoStore() throws IOException {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        refused(
                () -> new CopyStore()
                        .run(new CopyStore.Request(target.target(), empty.toString()), new CopyStore.Listener() {}),
                "'" + empty + "' is not a managed symbol store.");
        assertThat(target.root()).doesNotExist();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessage(message);
    }
}
