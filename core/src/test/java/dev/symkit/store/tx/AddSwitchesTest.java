// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -:NOFORCECOPY}, {@code --skip-existing}, {@code --refuse-class-change}, {@code --lower-case} (symstore 7.2, 11). */
class AddSwitchesTest {
    private static final AddOptions NO_FORCE = AddScene.switches(AddOptions.PLAIN, true, false, false, false, false);
    private static final AddOptions SKIP = AddScene.switches(AddOptions.PLAIN, true, true, true, false, false);
    private static final AddOptions REFUSE = AddScene.switches(AddOptions.PLAIN, true, true, false, true, false);
    private static final byte[] TEXT = AddScene.text("text", 5000);
    private static final byte[] OTHER = AddScene.text("other", 5000);

    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 1);
    }

    private EntryResult one(AddOptions how, byte[] content) throws IOException {
        return store.add(how, AddScene.entry("a.pdb", content)).get(0);
    }

    private String stored() throws IOException {
        return store.file("a.pdb/1/a.pdb");
    }

    private long references() throws IOException {
        return store.file("a.pdb/1/refs.ptr").lines().count();
    }

    @Test
    void withoutForceAFileThatIsThereStays() throws IOException {
        assertThat(one(NO_FORCE, TEXT).status()).isEqualTo(EntryResult.Status.STORED);
        EntryResult second = one(NO_FORCE, OTHER);
        assertThat(second.status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(second.replaced()).isFalse();
        assertThat(second.message()).contains("stays");
        assertThat(stored()).isEqualTo(new String(TEXT, ISO_8859_1));
        assertThat(references()).isEqualTo(2);
        AddOptions compressed = AddScene.switches(AddScene.CAB, true, false, false, false, false);
        assertThat(one(compressed, OTHER).path()).isEqualTo("a.pdb/1/a.pdb");
        assertThat(store.tree()).doesNotContainKey("a.pdb/1/a.pd_");
        assertThat(store.file("a.pdb/1/refs.ptr")).doesNotContain(",Y,");
    }

    @Test
    void withoutForceACompressedFileStaysToo() throws IOException {
        one(AddScene.CAB, TEXT);
        assertThat(one(NO_FORCE, OTHER).path()).isEqualTo("a.pdb/1/a.pd_");
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
        assertThat(stored()).isEqualTo("absent");
        assertThat(store.file("a.pdb/1/refs.ptr").lines()).allMatch(line -> line.endsWith(",Y,,"));
    }

    @Test
    void withoutForceTheFirstOfOneRunStays() throws IOException {
        List<EntryResult> results = store.add(NO_FORCE, AddScene.entry("a.pdb", TEXT), AddScene.entry("a.pdb", OTHER));
        assertThat(results)
                .extracting(EntryResult::status)
                .containsExactly(EntryResult.Status.STORED, EntryResult.Status.SAME);
        assertThat(stored()).isEqualTo(new String(TEXT, ISO_8859_1));
    }

    @Test
    void skippedFilesGetNoReference() throws IOException {
        one(AddScene.CAB, TEXT);
        List<EntryResult> results = store.add(SKIP, AddScene.entry("a.pdb", OTHER), AddScene.entry("b.pdb", OTHER));
        assertThat(results)
                .extracting(EntryResult::status)
                .containsExactly(EntryResult.Status.SKIPPED, EntryResult.Status.STORED);
        assertThat(results.get(0).path()).isEqualTo("a.pdb/1/a.pd_");
        assertThat(references()).isEqualTo(1);
        assertThat(store.file("000Admin/0000000002")).isEqualTo("\"b.pdb\\1\",\"C:\\out\\b.pdb\"\r\n");
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
    }

    @Test
    void anAddThatSkipsAllIsATransactionAllTheSame() throws IOException {
        one(AddOptions.PLAIN, TEXT);
        assertThat(one(SKIP, OTHER).status()).isEqualTo(EntryResult.Status.SKIPPED);
        assertThat(store.file("000Admin/0000000002")).isEmpty();
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000002");
    }

    @Test
    void aPointerIsNoReasonToSkipAFile() throws IOException {
        one(AddScene.pointing("", false), TEXT);
        assertThat(one(SKIP, TEXT).status()).isEqualTo(EntryResult.Status.STORED);
        AddOptions skipPointer = AddScene.switches(AddScene.pointing("", false), true, true, true, false, false);
        assertThat(one(skipPointer, TEXT).status()).isEqualTo(EntryResult.Status.SKIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "PRI, PUB, true",
        "PUB, PRI, true",
        "PRI, PRI, false",
        "PUB, PUB, false",
        "PRI, TYP, false",
        "BIN, BIN, false"
    })
    void aChangeOfClassIsToldOrRefused(SymbolClass before, SymbolClass now, boolean changes) throws IOException {
        store.add(AddOptions.PLAIN, AddScene.entry("a.pdb", before, "X", TEXT));
        EntryResult refused =
                store.add(REFUSE, AddScene.entry("a.pdb", now, "Y", OTHER)).get(0);
        assertThat(refused.status()).isEqualTo(changes ? EntryResult.Status.ERROR : EntryResult.Status.STORED);
        assertThat(stored()).isEqualTo(new String(changes ? TEXT : OTHER, ISO_8859_1));
        assertThat(references()).isEqualTo(changes ? 1 : 2);
        EntryResult told = store.add(AddOptions.PLAIN, AddScene.entry("a.pdb", now, "Z", AddScene.text("third", 5000)))
                .get(0);
        assertThat(told.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(told.replaced()).isTrue();
        assertThat(told.classChanged()).isEqualTo(changes);
    }

    private static byte[] pdb(boolean withLines) {
        PdbBuilder builder = new PdbBuilder()
                .guid(UUID.nameUUIDFromBytes(new byte[1]))
                .infoAge(1)
                .dbiAge(1);
        return builder.module("a.obj", 0, withLines ? 12 : 0).build();
    }

    /** Without references the stored file itself tells its class, compressed or not. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aChangeOfClassIsSeenWithoutReferences(boolean compressed) throws IOException {
        AddOptions how = AddScene.withoutReferences(compressed ? AddScene.CAB : AddOptions.PLAIN);
        EntryResult first = store.add(how, AddScene.entry("a.pdb", SymbolClass.PRI, "X", pdb(true)))
                .get(0);
        assertThat(first.compressed()).isEqualTo(compressed);
        EntryResult refused = store.add(
                        AddScene.switches(how, false, true, false, true, false),
                        AddScene.entry("a.pdb", SymbolClass.PUB, "Y", pdb(false)))
                .get(0);
        assertThat(refused.status()).isEqualTo(EntryResult.Status.ERROR);
        assertThat(refused.message()).contains("private");
    }

    @Test
    void lowerCaseIsWrittenForNewNamesAndFoundForOldOnes() throws IOException {
        AddOptions lower = AddScene.switches(AddOptions.PLAIN, true, true, false, false, true);
        String guid = "0123456789ABCDEF0123456789ABCDEF";
        AddScene.Source source = new AddScene.Source("C:\\out\\App.PDB", TEXT, false);
        store.add(lower, new AddEntry(new SymbolKey("App.PDB", guid + "1"), SymbolClass.PRI, source, false));
        store.add(lower, new AddEntry(new SymbolKey("App.EXE", "5A0BC0C6c83000"), SymbolClass.BIN, source, false));
        String lowerGuid = guid.toLowerCase(Locale.ROOT);
        assertThat(store.tree())
                .containsKeys(
                        "app.pdb/" + lowerGuid + "1/app.pdb",
                        "app.pdb/" + lowerGuid + "1/refs.ptr",
                        "app.exe/5A0BC0C6c83000/app.exe");
        assertThat(store.file("000Admin/0000000001"))
                .isEqualTo("\"app.pdb\\" + lowerGuid + "1\",\"C:\\out\\App.PDB\"\r\n");
        store.add(AddOptions.PLAIN, AddScene.entry("Old.PDB", TEXT));
        store.add(
                lower,
                new AddEntry(
                        new SymbolKey("OLD.PDB", "1"), SymbolClass.PRI, new AddScene.Source("X", OTHER, false), false));
        assertThat(store.file("Old.PDB/1/Old.PDB")).isEqualTo(new String(OTHER, ISO_8859_1));
    }

    @Test
    void somethingElseInTheWayIsAnErrorOfTheEntry() throws IOException {
        Files.createDirectories(directory.resolve("store/a.pdb/1/a.pdb"));
        List<EntryResult> results =
                store.add(AddOptions.PLAIN, AddScene.entry("a.pdb", TEXT), AddScene.entry("b.pdb", TEXT));
        assertThat(results.get(0).status()).isEqualTo(EntryResult.Status.ERROR);
        assertThat(results.get(0).message()).contains("a.pdb/1/a.pdb");
        assertThat(results.get(1).status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(store.tree()).doesNotContainKey("a.pdb/1/refs.ptr");
    }
}
