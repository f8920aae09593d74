// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.tx.AddOptions;
import dev.symkit.symstore.convert.ConvertListener;
import dev.symkit.symstore.convert.ConvertReport;
import dev.symkit.symstore.convert.ConvertRequest;
import dev.symkit.symstore.convert.ConvertStore;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.QueryFiles;
import dev.symkit.symstore.files.SelectedFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.merge.MergeStore;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on a store of canonical names (symbol-store-format 1.4, as on S3). */
final class ObjectLikeStoreTest {
    @TempDir
    private Path temporary;

    private Path root = Path.of("");
    private Path upper = Path.of("");
    private Path lower = Path.of("");

    /** One file in two spellings, as builds of two machines have it. */
    @BeforeEach
    void makeFiles() throws IOException {
        root = temporary.resolve("store");
        upper = Files.createDirectories(temporary.resolve("one")).resolve("App.PDB");
        lower = Files.createDirectories(temporary.resolve("two")).resolve("app.pdb");
        TestStore.pdb(upper, "app", "content");
        TestStore.pdb(lower, "app", "content");
    }

    private StoreTarget target() {
        return new StoreTarget(
                ObjectLikeProvider.SCHEME + root,
                temporary,
                2,
                Duration.ofSeconds(60),
                false,
                Clock.systemUTC(),
                () -> false);
    }

    private static SelectedFiles selected(Path... files) {
        List<String> names = Stream.of(files).map(Path::toString).toList();
        return TestStore.selected(new Selection(names, List.of(), false), UnaryOperator.identity());
    }

    private AddReport add(Path... files) throws IOException {
        return new AddFiles()
                .run(
                        TestStore.request(target(), selected(files), "p", "", AddOptions.PLAIN),
                        new AddFiles.Listener() {});
    }

    private QueryFiles.Report query(Path file) throws IOException {
        return new QueryFiles().run(new QueryFiles.Request(target(), selected(file)), new ReadingListener() {});
    }

    private void delete(String id) throws IOException {
        new DeleteFiles().run(new DeleteFiles.Request(target(), id, false), new DeleteFiles.Listener() {});
    }

    private void convert(int tier) throws IOException {
        ConvertReport report = new ConvertStore()
                .run(new ConvertRequest(target(), OptionalInt.of(tier), false, false), new ConvertListener() {});
        assertThat(report.errors()).isEmpty();
    }

    private void assertSound() throws IOException {
        assertThat(new VerifyStore().run(target()).problems()).isEmpty();
    }

    /** The stored files and their directories, without those of 000Admin. */
    private List<String> stored() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith("/app.pdb"))
                    .toList();
        }
    }

    @Test
    void spellingsOfOneFileAreOneEntryThatBothFind() throws IOException {
        add(upper);
        add(lower);
        assertThat(stored()).hasSize(1).first().asString().startsWith("app.pdb/");
        assertThat(stored().get(0)).isNotEqualTo(stored().get(0).toLowerCase(Locale.ROOT)); // the index is not
        for (Path file : List.of(upper, lower)) {
            QueryFiles.Report report = query(file);
            assertThat(report.answers()).hasSize(1);
            assertThat(report.answers().get(0).references()).hasSize(2);
        }
        assertSound();
        delete("0000000001");
        assertThat(stored()).hasSize(1);
        assertSound();
        delete("0000000002");
        assertThat(stored()).isEmpty();
        assertSound();
        assertThat(query(upper).answers().get(0).references()).isEmpty();
    }

    @Test
    void isConvertedThereAndBack() throws IOException {
        add(upper);
        List<String> before = stored();
        convert(2);
        assertThat(stored()).containsExactly("ap/" + before.get(0));
        assertThat(query(upper).answers().get(0).references()).hasSize(1);
        add(lower);
        assertThat(query(lower).answers().get(0).references()).hasSize(2);
        assertSound();
        convert(1);
        assertThat(stored()).isEqualTo(before);
        assertThat(query(lower).answers().get(0).references()).hasSize(2);
        assertSound();
        delete("0000000002");
        delete("0000000001");
        assertThat(stored()).isEmpty();
    }

    @Test
    void takesOverAnotherStore() throws IOException {
        TestStore local = new TestStore(temporary.resolve("local"), temporary);
        local.add(upper);
        MergeStore.Request request =
                new MergeStore.Request(target(), local.root().toString());
        List<MergeStore.Merged> merged = new MergeStore().run(request, new MergeStore.Listener() {});
        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).problems()).isEmpty();
        assertThat(stored()).hasSize(1).first().asString().startsWith("app.pdb/");
        assertThat(query(lower).answers().get(0).references()).hasSize(1);
        assertThat(new MergeStore().run(request, new MergeStore.Listener() {})).allMatch(MergeStore.Merged::already);
        assertSound();
    }
}
