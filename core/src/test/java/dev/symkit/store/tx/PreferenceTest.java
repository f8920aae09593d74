// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /m} and {@code /h} (symstore 7.3). */
class PreferenceTest {
    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 1);
    }

    private static AddOptions how(boolean pointer, String prefix, String symbolClass) {
        return AddScene.preferring(
                pointer ? AddScene.pointing("", false) : AddOptions.PLAIN,
                Optional.of(prefix).filter(text -> !text.isEmpty()),
                Optional.of(symbolClass)
                        .filter(text -> !text.isEmpty())
                        .map(text -> SymbolClass.valueOf(text.toUpperCase(Locale.ROOT))));
    }

    /** {@code kind class path}; the content of a file is its path. */
    private EntryResult add(String what, String prefix, String symbolClass) throws IOException {
        String[] parts = what.split(" ", -1);
        AddEntry entry = AddScene.entry(
                "a.pdb",
                SymbolClass.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                parts[2],
                parts[2].getBytes(StandardCharsets.UTF_8));
        return store.add(how(parts[0].equals("ptr"), prefix, symbolClass), entry)
                .get(0);
    }

    private String references() throws IOException {
        return store.file("a.pdb/1/refs.ptr")
                .lines()
                .map(line -> line.substring(9, 10))
                .collect(Collectors.joining());
    }

    /**
     * The rank is 2 for the class and 1 for the path; only a lower one loses. {@code before} is what is there, {@code now} what comes,
     * {@code refs} the ids in the order of the references, {@code file} the path whose content is stored, {@code pointer} where
     * file.ptr points.
     */
    @ParameterizedTest
    @CsvSource({
        // before, now, /m, /h, refs, file, pointer
        "file pri X1, file pri Y2, , , 12, Y2, absent",
        "file pri X1, file pri Y2, Y, , 12, Y2, absent",
        "file pri X1, file pri Y2, X, , 21, X1, absent",
        "file pri X1, file pri Y2, x, , 21, X1, absent",
        "file pri X1, file pub Y2, , PUB, 12, Y2, absent",
        "file pri X1, file pub Y2, , PRI, 21, X1, absent",
        "file typ X1, file pub Y2, , PRI, 21, X1, absent",
        "file pub X1, file typ Y2, , PRI, 12, Y2, absent",
        "file typ X1, file pub Y2, , PUB, 12, Y2, absent",
        "file bin X1, file bin Y2, , PRI, 12, Y2, absent",
        "file bin X1, file bin Y2, X, PRI, 21, X1, absent",
        "file pri X1, file pub Y2, X, PUB, 12, Y2, absent",
        "file pub X1, file pri Y2, Y, PUB, 21, X1, absent",
        "file pub X1, file pub Y2, Y, PUB, 12, Y2, absent",
        "file pub X1, file pub Y2, X, PUB, 21, X1, absent",
        "file pri X1, ptr pri Y2, X, , 21, X1, absent",
        "file pri X1, ptr pri Y2, Y, , 12, X1, Y2",
        "ptr pri X1, ptr pri Y2, X, , 21, absent, X1",
        "ptr pri X1, ptr pri Y2, Y, , 12, absent, Y2",
        "ptr pri X1, file pri Y2, X, , 21, Y2, X1",
        "ptr pri X1, file pri Y2, Y, , 12, Y2, absent",
    })
    void theBetterOneWins(
            String before, String now, String prefix, String symbolClass, String refs, String file, String pointer)
            throws IOException {
        add(before, "", "");
        EntryResult result = add(
                now,
                Optional.ofNullable(prefix).orElse(""),
                Optional.ofNullable(symbolClass).orElse(""));
        assertThat(references()).isEqualTo(refs);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo(file);
        assertThat(store.file("a.pdb/1/file.ptr")).isEqualTo(pointer);
        boolean stays = refs.equals("21") && (now.startsWith("ptr") || file.equals("X1"));
        assertThat(result.status()).isEqualTo(stays ? EntryResult.Status.SAME : EntryResult.Status.STORED);
        assertThat(result.message().isEmpty()).isEqualTo(!stays);
        if (stays) {
            assertThat(result.replaced()).isFalse();
            assertThat(result.classChanged()).isFalse();
        }
        assertThat(store.file("000Admin/0000000002")).contains("\"a.pdb\\1\"");
    }

    @Test
    void withinOneRunToo() throws IOException {
        List<EntryResult> results = store.add(
                how(false, "X", ""),
                AddScene.entry("a.pdb", SymbolClass.PRI, "X1", new byte[] {1}),
                AddScene.entry("a.pdb", SymbolClass.PRI, "Y2", new byte[] {2}));
        assertThat(results)
                .extracting(EntryResult::status)
                .containsExactly(EntryResult.Status.STORED, EntryResult.Status.SAME);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo("\u0001");
        assertThat(store.file("a.pdb/1/refs.ptr").lines().map(line -> line.substring(17, 19)))
                .containsExactly("Y2", "X1");
    }

    @Test
    void theBetterOneIsStillThereWhenTheOtherIsDeleted() throws IOException {
        add("file pri X1", "", "");
        add("file pri Y2", "X", "");
        store.delete(2, false);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo("X1");
        assertThat(references()).isEqualTo("1");
    }
}
