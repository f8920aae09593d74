// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreException;
import dev.symkit.symstore.TestStore;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MergeStoreTest {
    private static final String KEY = "123456789ABCDEF000000000000000011";

    @TempDir
    private Path temporary;

    private TestStore source = new TestStore(Path.of(""), Path.of(""));
    private TestStore target = new TestStore(Path.of(""), Path.of(""));

    @BeforeEach
    void create() {
        source = new TestStore(temporary.resolve("source"), temporary);
        target = new TestStore(temporary.resolve("target"), temporary);
    }

    private static byte[] pdb(long number) {
        return new PdbBuilder()
                .guid(new UUID(0x1234_5678_9ABC_DEF0L, number))
                .infoAge(1)
                .dbiAge(1)
                .module("a.obj", 0, 12)
                .build();
    }

    private static void put(TestStore store, String name, byte[] content) throws IOException {
        Path file = store.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static void put(TestStore store, String name, String content) throws IOException {
        put(store, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private List<MergeStore.Merged> merge() throws IOException {
        return new MergeStore()
                .run(new MergeStore.Request(target.target(), source.root().toString()), new MergeStore.Listener() {});
    }

    private void add(TestStore store, int second, String product, String version, Path... files) throws IOException {
        store.add(
                LocalDateTime.of(2020, 8, 10, 18, 50, second),
                product,
                version,
                path -> "C:\\build\\" + Path.of(path).getFileName(),
                List.of(files));
    }

    private Path file(String name, long number) throws IOException {
        Path file = temporary.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, pdb(number));
        return file;
    }

    @Test
    void keepsEverythingButIdsAndDates() throws IOException {
        Path a = file("a.pdb", 1);
        Files.setLastModifiedTime(a, FileTime.from(Instant.parse("2020-01-02T03:04:06Z")));
        add(source, 1, "Game", "1.0", a, file("b.pdb", 2));
        add(source, 2, "Tool", "", a);
        source.delete("1");
        add(source, 4, "Game", "1.1", file("b.pdb", 2));
        add(target, 9, "Other", "", file("o.pdb", 9));

        assertThat(merge())
                .containsExactly(
                        new MergeStore.Merged("0000000002", "0000000002", 1, false, List.of()),
                        new MergeStore.Merged("0000000004", "0000000003", 1, false, List.of()));

        Map<String, String> tree = target.tree();
        assertThat(tree.get("000Admin/server.txt"))
                .contains("\r\n0000000002,add,file,11/25/2026,10:00:00,\"Tool\",\"\",\"[from 0000000002]\",\r\n")
                .endsWith("\r\n0000000003,add,file,11/25/2026,10:00:00,\"Game\",\"1.1\",\"[from 0000000004]\",\r\n");
        assertThat(tree.get("000Admin/0000000002")).isEqualTo("\"a.pdb\\" + KEY + "\",\"C:\\build\\a.pdb\"\r\n");
        assertThat(tree.get("a.pdb/" + KEY + "/refs.ptr")).isEqualTo("0000000002,file,\"C:\\build\\a.pdb\",pri,,N,,");
        Path stored = target.root().resolve("a.pdb/" + KEY + "/a.pdb");
        assertThat(Files.getLastModifiedTime(stored)).isEqualTo(Files.getLastModifiedTime(a));
        assertThat(stored).hasSameBinaryContentAs(a);
        assertThat(target.problems()).isEmpty();
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        add(source, 1, "Game", "1.0", file("a.pdb", 1));
        add(source, 2, "Game", "1.0");
        merge();
        Map<String, String> before = target.tree();

        assertThat(merge()).allMatch(MergeStore.Merged::already);
        assertThat(target.tree()).isEqualTo(before);
        target.delete("1");
        assertThat(merge().get(0)).isEqualTo(new MergeStore.Merged("0000000001", "0000000003", 1, false, List.of()));
    }

    /** Ids, products and versions of two stores may be the same. */
    @Test
    void theTransactionOfAThirdStoreIsAnotherOne() throws IOException {
        add(source, 1, "Game", "1.0", file("a.pdb", 1));
        merge();
        source = new TestStore(temporary.resolve("third"), temporary);
        add(source, 1, "Game", "1.0", file("b.pdb", 2));

        assertThat(merge()).allMatch(merged -> !merged.already());
        assertThat(target.root().resolve("b.pdb")).isDirectory();
    }

    @Test
    void compressedFilesStayAsTheyAre() throws IOException {
        byte[] content = pdb(1);
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file("a.pdb", 0, content.length)
                .build();
        add(source, 1, "Game", "1.0", file("a.pdb", 1));
        String directory = "a.pdb/" + KEY + "/";
        Files.delete(source.root().resolve(directory + "a.pdb"));
        put(source, directory + "a.pd_", cabinet);
        put(source, directory + "refs.ptr", "0000000001,file,\"C:\\build\\a.pdb\",pub,,Y,,");

        assertThat(merge().get(0).problems()).isEmpty();
        assertThat(target.root().resolve(directory + "a.pd_")).hasBinaryContent(cabinet);
        assertThat(target.root().resolve(directory + "a.pdb")).doesNotExist();
        assertThat(target.tree().get(directory + "refs.ptr"))
                .isEqualTo("0000000001,file,\"C:\\build\\a.pdb\",pub,,Y,,");
        assertThat(target.problems()).isEmpty();
    }

    @Test
    void pointersStayPointers() throws IOException {
        String directory = "a.pdb/" + KEY + "/";
        put(source, "000Admin/lastid.txt", "0000000002");
        put(
                source,
                "000Admin/server.txt",
                String.join(
                        "\r\n",
                        "0000000001,add,ptr,08/10/2020,18:50:24,\"Game\",\"\",\"old\",",
                        "0000000002,add,ptr,08/10/2020,18:50:25,\"Game\",\"\",\"\",",
                        ""));
        put(source, "000Admin/0000000001", "\"a.pdb\\" + KEY + "\",\"\\\\srv\\1\\a.pdb\"\r\n");
        put(source, "000Admin/0000000002", "\"a.pdb\\" + KEY + "\",\"\\\\srv\\2\\a.pdb\"\r\n");
        put(
                source,
                directory + "refs.ptr",
                "0000000001,ptr,\"\\\\srv\\1\\a.pdb\",pri,,N,,\r\n"
                        + "0000000002,ptr,\"\\\\srv\\2\\a.pdb\",pri,,N,\"ask me\",");
        put(source, directory + "file.ptr", "PATH:\\\\srv\\2\\a.pdb\r\nMSG:ask me");

        assertThat(merge()).allMatch(merged -> merged.problems().isEmpty());
        Map<String, String> tree = target.tree();
        assertThat(tree.get("000Admin/server.txt"))
                .contains(",ptr,11/25/2026,10:00:00,\"Game\",\"\",\"old [from 0000000001]\",\r\n");
        assertThat(tree.get(directory + "refs.ptr")).isEqualTo(source.tree().get(directory + "refs.ptr"));
        assertThat(tree.get(directory + "file.ptr")).isEqualTo(source.tree().get(directory + "file.ptr"));
        assertThat(target.problems()).isEmpty();
    }

    /** A store without references: the class is read from the file. */
    @Test
    void theClassIsReadWhereNoReferenceTellsIt() throws IOException {
        add(source, 1, "Game", "1.0", file("a.pdb", 1));
        Files.delete(source.root().resolve("a.pdb/" + KEY + "/refs.ptr"));
        put(source, "000Admin/norefs", "");

        assertThat(merge().get(0).problems()).isEmpty();
        assertThat(target.tree().get("a.pdb/" + KEY + "/refs.ptr"))
                .isEqualTo("0000000001,file,\"C:\\build\\a.pdb\",pri,,N,,");
    }

    @Test
    void whatIsMissingIsReportedAndTheRestMerged() throws IOException {
        add(source, 1, "Game", "1.0", file("a.pdb", 1), file("b.pdb", 2));
        add(source, 2, "Game", "1.1", file("c.pdb", 3));
        add(source, 3, "Game", "1.2", file("a.pdb", 1));
        Files.delete(source.root().resolve("b.pdb/" + KEY.replace("00000011", "00000021") + "/b.pdb"));
        Files.delete(source.root().resolve("000Admin/0000000002"));

        List<MergeStore.Merged> merged = merge();

        assertThat(merged.get(0).problems()).hasSize(1).allMatch(text -> text.endsWith("the stored file is missing"));
        assertThat(merged.get(0).files()).isEqualTo(1);
        assertThat(merged.get(1).problems()).containsExactly("the file of transaction 0000000002 is missing");
        assertThat(merged.get(2).id()).isEqualTo("0000000002");
        assertThat(merge().get(0).already()).isTrue();
        assertThat(target.problems()).isEmpty();
    }

    @Test
    void aNewTargetHasTheLayoutOfTheSource() throws IOException {
        add(source, 1, "Game", "1.0", file("alpha.pdb", 1));
        Path alpha = source.root().resolve("alpha.pdb");
        Files.createDirectory(source.root().resolve("al"));
        Files.move(alpha, source.root().resolve("al/alpha.pdb"));
        put(source, "index2.txt", "");

        assertThat(merge().get(0).problems()).isEmpty();
        assertThat(target.root().resolve("al/alpha.pdb/" + KEY + "/alpha.pdb")).isRegularFile();
        assertThat(target.root().resolve("index2.txt")).isRegularFile();
    }

    @Test
    void onlyAManagedStoreCanBeMerged() throws IOException {
        put(source, "a.pdb/" + KEY + "/a.pdb", pdb(1));

        assertThatThrownBy(this::merge)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE));
        assertThat(target.root()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "1005", "1006", "1007", "1024"})
    void aCommentIsCutSoThatTheOldIdFits(int length) {
        String comment = MergeStore.comment(record("x".repeat(length)));

        assertThat(comment).endsWith("[from 0000000012]").hasSizeLessThanOrEqualTo(1024);
        assertThat(comment).startsWith("x".repeat(Math.min(length, 1006)));
    }

    @Test
    void aCommentIsNotCutInsideACharacter() {
        String comment = MergeStore.comment(record("x".repeat(1005) + "\uD83D\uDE00" + "y"));

        assertThat(comment).isEqualTo("x".repeat(1005) + " [from 0000000012]");
        assertThat(MergeStore.comment(record("a \"b\"\n"))).isEqualTo("a 'b'  [from 0000000012]");
    }

    private static TransactionRecord record(String comment) {
        return new TransactionRecord(new TransactionId(12), EntryKind.FILE, "01/01/2024", "00:00:00", "p", "", comment);
    }
}
