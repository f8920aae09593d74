// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.local.LocalSource;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.Existing;
import dev.symkit.store.tx.StoreEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noticed of the transactions of others. */
public class BucketChangesTest {
    @TempDir
    private Path directory;

    private DiskBuckets.Made made;
    private StoreStorage storage;
    private Path file;
    private final List<String> heard = new ArrayList<>();
    private boolean missOn403;

    @BeforeEach
    void make() throws IOException {
        made = DiskBuckets.over(directory.resolve("bucket"));
        storage = new DiskBuckets().open(made.url("p"), StorageOptions.DEFAULT);
        file = Files.writeString(directory.resolve("file"), "content");
    }

    /** Adds a file under keys, in one transaction. */
    public static void add(StoreStorage storage, Path file, String... keys) throws IOException {
        AddOptions how = new AddOptions(
                false,
                Optional.empty(),
                Optional.empty(),
                true,
                Existing.REPLACED,
                false,
                false,
                AddOptions.Preference.NONE);
        List<AddEntry> entries = new ArrayList<>();
        for (String each : keys) {
            String[] parts = each.split("/", -1);
            SymbolKey key = SymbolKey.of(parts[0], parts[1]);
            entries.add(new AddEntry(key, SymbolClass.usual(key.name()), LocalSource.of(file), false));
        }
        engine(storage).add(new AddRequest("p", "", "", how, entries));
    }

    private static StoreEngine engine(StoreStorage storage) {
        EngineOptions options = new EngineOptions(Clock.systemUTC(), 1, Duration.ofMinutes(1), "test", () -> false);
        return new StoreEngine(storage, options, EngineListener.NONE);
    }

    private void delete(int id) throws IOException {
        engine(storage).delete(new DeleteRequest(new TransactionId(id), false));
    }

    private BucketChanges changes() {
        Bucket bucket = new Bucket(
                "s", made.url("p"), storage, missOn403, Optional.empty(), new BucketWriter(1, 1, BucketListener.NONE));
        return new BucketChanges(bucket, directory.resolve("note"), new BucketChanges.Listener() {
            @Override
            public void changed(SymbolKey key) {
                heard.add(key.name() + "/" + key.index());
            }

            @Override
            public void anyChanged() {
                heard.add("any");
            }
        });
    }

    private List<String> heardBy(BucketChanges changes) throws IOException {
        heard.clear();
        changes.look();
        return List.copyOf(heard);
    }

    @Test
    void addsAndDeletionsTellTheirKeys() throws IOException {
        BucketChanges changes = changes();
        assertThat(heardBy(changes)).as("who knows what was here").containsExactly("any");
        assertThat(heardBy(changes)).isEmpty();
        add(storage, file, "a.pdb/1", "B.pdb/2");
        assertThat(heardBy(changes)).containsExactly("a.pdb/1", "b.pdb/2");
        assertThat(heardBy(changes)).isEmpty();
        add(storage, file, "c.pdb/3");
        delete(1);
        add(storage, file, "d.pdb/4");
        assertThat(heardBy(changes)).containsExactly("c.pdb/3", "a.pdb/1", "b.pdb/2", "d.pdb/4");
    }

    @Test
    void whatCameAndWentInBetweenIsToldTwice() throws IOException {
        BucketChanges changes = changes();
        changes.look();
        add(storage, file, "a.pdb/1");
        delete(1);
        assertThat(heardBy(changes)).containsExactly("a.pdb/1", "a.pdb/1");
    }

    @Test
    void theLastOneSeenOutlivesTheServer() throws IOException {
        add(storage, file, "a.pdb/1");
        assertThat(heardBy(changes())).containsExactly("any");
        add(storage, file, "b.pdb/2");
        assertThat(heardBy(changes())).containsExactly("b.pdb/2");
        assertThat(heardBy(changes())).isEmpty();
    }

    @Test
    void anotherStoreOrTooManyTransactionsTellNothingInParticular() throws IOException {
        add(storage, file, "a.pdb/1");
        BucketChanges changes = changes();
        changes.look();
        for (int i = 0; i < 101; i++) {
            add(storage, file, "a.pdb/1");
        }
        assertThat(heardBy(changes)).containsExactly("any");
        replaceHistory("0000000001,add,file,01/01/2026,00:00:00,\"p\",\"\",\"\",");
        assertThat(heardBy(changes)).as("a store that begins again").containsExactly("any");
    }

    private void replaceHistory(String text) throws IOException {
        Files.writeString(made.path("p/000Admin/history.txt"), text);
    }

    @Test
    void ofALongHistoryTheEndIsRead() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int id = 1; id <= 3000; id++) {
            text.append(new TransactionId(id).text()).append(",add,file,01/01/2026,00:00:00,\"p\",\"\",\"\",\r\n");
        }
        add(storage, file, "a.pdb/1");
        replaceHistory(text.toString());
        BucketChanges changes = changes();
        changes.look();
        Files.writeString(made.path("p/000Admin/0000003001"), "\"z.pdb\\9\",\"source\"\r\n");
        replaceHistory(text + "0000003001,add,file,01/01/2026,00:00:00,\"p\",\"\",\"\",");
        assertThat(heardBy(changes)).containsExactly("z.pdb/9");
    }

    @Test
    void whatABucketDidNotTellItTellsTheNextTime() throws IOException {
        BucketChanges changes = changes();
        changes.look();
        add(storage, file, "a.pdb/1");
        made.breaks("open");
        assertThatThrownBy(() -> heardBy(changes)).isInstanceOf(IOException.class);
        assertThat(heard).isEmpty();
        made.breaks("");
        assertThat(heardBy(changes)).containsExactly("a.pdb/1");
    }

    @Test
    void withoutTheRightToListADeletedTransactionIsFoundUnderItsOtherName() throws IOException {
        missOn403 = true;
        BucketChanges changes = changes();
        changes.look();
        add(storage, file, "a.pdb/1");
        delete(1);
        made.hides();
        assertThat(heardBy(changes)).containsExactly("a.pdb/1", "a.pdb/1");
        assertThat(heardBy(changes)).isEmpty();
    }

    @Test
    void theLayoutIsReadAgainWhenAStoreIsMade() throws IOException {
        Bucket bucket = new Bucket(
                "s", made.url("p"), storage, false, Optional.empty(), new BucketWriter(1, 1, BucketListener.NONE));
        assertThat(bucket.path(SymbolKey.of("a.pdb", "1"), "a.pdb")).isEqualTo("a.pdb/1/a.pdb");
        BucketChanges changes = new BucketChanges(bucket, directory.resolve("other"), new BucketChanges.Listener() {
            @Override
            public void changed(SymbolKey key) {}

            @Override
            public void anyChanged() {}
        });
        changes.look();
        storage.createRoot();
        assertThat(storage.claim("index2.txt", new byte[0])).isTrue();
        add(storage, file, "a.pdb/1");
        changes.look();
        assertThat(bucket.path(SymbolKey.of("a.pdb", "1"), "a.pdb")).isEqualTo("a/a.pdb/1/a.pdb");
    }
}
