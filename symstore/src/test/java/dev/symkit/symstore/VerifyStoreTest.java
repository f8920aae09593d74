// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyRequest;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts from a sound store with four transactions: two adds of one image, an add of a pointer and of a second image, a del. */
class VerifyStoreTest {
    private static final String ONE = "0000000001";
    private static final String TWO = "0000000002";
    private static final String THREE = "0000000003";
    private static final String KEY = "a.exe/5A0BC0C6c83000";
    private static final String POINTER = "p.exe/5A0BC0C7c83000";

    private FileSystem files;
    private Path root;

    @BeforeEach
    void makeStore() throws IOException {
        files = Jimfs.newFileSystem(Configuration.unix());
        root = files.getPath("/store");
        write("pingme.txt", "");
        write("000Admin/lastid.txt", "0000000004");
        write("000Admin/server.txt", server(ONE) + server(TWO));
        write("000Admin/history.txt", server(ONE) + server(TWO) + server(THREE) + "0000000004,del,0000000003");
        write("000Admin/" + ONE, entry(KEY) + entry("c.exe/5A0BC0C6c83000"));
        write("000Admin/" + TWO, entry(KEY) + entry(POINTER));
        write("000Admin/" + THREE + ".deleted", entry(KEY));
        write(KEY + "/refs.ptr", ref(ONE, "file") + "\r\n" + ref(TWO, "file"));
        image(KEY + "/a.exe", 0x5A0BC0C6L);
        write("c.exe/5A0BC0C6c83000/refs.ptr", ref(ONE, "file"));
        compressedImage("c.exe/5A0BC0C6c83000/c.ex_", 0x5A0BC0C6L);
        write(POINTER + "/refs.ptr", ref(TWO, "ptr"));
        write(POINTER + "/file.ptr", "C:\\out\\x");
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private static String server(String id) {
        return id + ",add,file,08/10/2020,18:50:24,\"prod\",\"\",\"\",\r\n";
    }

    private static String entry(String key) {
        return "\"" + key.replace('/', '\\') + "\",\"C:\\out\\x\"\r\n";
    }

    private static String ref(String id, String kind) {
        return id + "," + kind + ",\"C:\\out\\x\",bin,,N,,";
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void image(String path, long timestamp) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new PeBuilder().timestamp(timestamp).build());
    }

    private void compressedImage(String path, long timestamp) throws IOException {
        byte[] image = new PeBuilder().timestamp(timestamp).build();
        Files.createDirectories(root.resolve(path).getParent());
        Files.write(
                root.resolve(path),
                new CabBuilder()
                        .folder(CabBuilder.MSZIP)
                        .mszip(image)
                        .file("c.exe", 0, image.length)
                        .build());
    }

    private void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    private StoreStorage storage() throws IOException {
        return StoreStorages.local(root, StorageOptions.DEFAULT);
    }

    private static VerifyRequest request(StoreStorage storage, boolean followPointers) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new VerifyRequest(storage, 3, Duration.ofMillis(20), () -> false, temporary, followPointers);
    }

    private static VerifyReport verify(StoreStorage storage) throws IOException {
        return new VerifyStore().run(request(storage, false));
    }

    private List<Problem> problems() throws IOException {
        VerifyReport report = verify(storage());
        assertThat(report.notes()).isEmpty();
        assertThat(Files.exists(root.resolve("000Admin/.symstore.lock.excl"))).isFalse();
        return report.problems();
    }

    private void assertProblem(String kind, String path, String id) throws IOException {
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.id()).isEqualTo(id);
            assertThat(problem.message()).isNotEmpty();
        });
    }

    @Test
    void findsNothingWrongWithASoundStore() throws IOException {
        assertThat(problems()).isEmpty();
        assertThat(root.resolve("000Admin/.symstore.lock")).doesNotExist(); // the lock was not even looked at
    }

    @Test
    void leavesForeignAndEmptyThingsAlone() throws IOException {
        Files.createDirectories(root.resolve("empty.pdb/12"));
        write("000Admin/tmp-1/alive", "");
        write("000Admin/foreign.txt", "x");
        write("readme.txt", "x");
        write(".symproxy/x/refs.ptr", "rubbish");
        write("cached.exe/1234/cached.exe", "not SymStore's: no references");
        write(KEY + "/foreign.txt", "x");
        assertThat(problems()).isEmpty();
    }

    @Test
    void readsBothLayoutsOfATwoTierStore() throws IOException {
        write("index2.txt", "");
        Files.createDirectories(root.resolve("a"));
        Files.move(root.resolve("a.exe"), root.resolve("a/A.exe"));
        assertThat(verify(storage()).problems()).isEmpty();
        delete("a/A.exe/5A0BC0C6c83000/a.exe");
        assertThat(verify(storage()).problems())
                .containsExactly(new Problem(
                        Problem.MISSING_FILE, "a/A.exe/5A0BC0C6c83000/A.exe", "", "the stored file is missing"));
    }

    @Test
    void findsReferencesToNoLiveTransaction() throws IOException {
        write(KEY + "/refs.ptr", ref(ONE, "file") + "\r\n" + ref(TWO, "file") + "\r\n" + ref(THREE, "file"));
        assertProblem(Problem.UNKNOWN_TRANSACTION, KEY + "/refs.ptr", THREE);
    }

    @Test
    void findsMalformedReferences() throws IOException {
        write(KEY + "/refs.ptr", ref(ONE, "file") + "\r\n" + ref(TWO, "file") + "\r\nrubbish");
        assertProblem(Problem.REFS, KEY + "/refs.ptr", "");
    }

    @Test
    void findsTransactionsWithoutFileAndMalformedLines() throws IOException {
        delete("000Admin/" + TWO);
        assertProblem(Problem.TRANSACTION, "000Admin/" + TWO, TWO);
        write("000Admin/" + TWO, "rubbish\r\n");
        assertProblem(Problem.TRANSACTION, "000Admin/" + TWO, TWO);
    }

    @Test
    void findsEntriesWithoutReference() throws IOException {
        write(KEY + "/refs.ptr", ref(ONE, "file"));
        assertProblem(Problem.NO_REFERENCE, KEY, TWO);
        delete(KEY + "/refs.ptr");
        assertThat(problems()).extracting(Problem::kind).containsExactly(Problem.NO_REFERENCE, Problem.NO_REFERENCE);
        assertThat(problems()).extracting(Problem::id).containsExactly(ONE, TWO);
    }

    @Test
    void findsMissingFiles() throws IOException {
        delete("c.exe/5A0BC0C6c83000/c.ex_");
        assertProblem(Problem.MISSING_FILE, "c.exe/5A0BC0C6c83000/c.exe", "");
    }

    @Test
    void findsMissingAndExtraPointers() throws IOException {
        delete(POINTER + "/file.ptr");
        assertProblem(Problem.MISSING_POINTER, POINTER + "/file.ptr", TWO);
        write(POINTER + "/file.ptr", "C:\\out\\x");
        write(KEY + "/file.ptr", "C:\\p.exe");
        assertProblem(Problem.EXTRA_POINTER, KEY + "/file.ptr", TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "000000000x", "00000000004"})
    void findsAMalformedLastId(String text) throws IOException {
        write("000Admin/lastid.txt", text);
        assertProblem(Problem.LAST_ID, "000Admin/lastid.txt", "");
    }

    @Test
    void findsALastIdThatIsMissingOrTooSmall() throws IOException {
        write("000Admin/lastid.txt", THREE);
        assertProblem(Problem.LAST_ID, "000Admin/lastid.txt", THREE);
        delete("000Admin/lastid.txt");
        assertProblem(Problem.LAST_ID, "000Admin/lastid.txt", "");
    }

    @ParameterizedTest
    @CsvSource({"'0000000002,add,', 0000000002", "'0000000006,add,', 0000000006", "rubbish, ''"})
    void findsADamagedHistory(String line, String id) throws IOException {
        write("000Admin/lastid.txt", "0000000009");
        String sound = server(ONE) + server(TWO) + server(THREE) + "0000000004,del,0000000003\r\n";
        write("000Admin/history.txt", sound + line);
        assertProblem(Problem.HISTORY, "000Admin/history.txt", id);
    }

    @Test
    void findsADamagedServerFile() throws IOException {
        write("000Admin/server.txt", server(ONE) + server(TWO) + "rub\tbish\r\n");
        assertThat(problems()).singleElement().extracting(Problem::message).isEqualTo("not a transaction: rub?bish");
        write("000Admin/server.txt", server(TWO) + server(ONE));
        assertProblem(Problem.SERVER, "000Admin/server.txt", ONE);
        delete("000Admin/server.txt");
        assertThat(problems())
                .extracting(Problem::kind)
                .startsWith(Problem.SERVER)
                .contains(Problem.UNKNOWN_TRANSACTION);
    }

    @Test
    void findsFilesUnderAWrongKey() throws IOException {
        image(KEY + "/a.exe", 0x11223344L);
        assertThat(problems())
                .containsExactly(
                        new Problem(Problem.WRONG_KEY, KEY + "/a.exe", "", "the key of the file is 11223344c83000"));
        write(KEY + "/a.exe", "");
        assertProblem(Problem.WRONG_KEY, KEY + "/a.exe", "");
        write(KEY + "/a.exe", "Microsoft C/C++ MSF 7.00\r\n\u001aDS\0\0\0");
        assertProblem(Problem.DAMAGED_FILE, KEY + "/a.exe", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.exe/5a0bc0c6C83000", "a.exe/elf-buildid-0123"})
    void acceptsOtherFormsOfKeys(String key) throws IOException {
        Files.move(root.resolve(KEY), root.resolve(key));
        if (key.contains("-")) {
            write(key + "/a.exe", "\u007fELF");
            write("000Admin/" + ONE, entry(key) + entry("c.exe/5A0BC0C6c83000"));
            write("000Admin/" + TWO, entry(key) + entry(POINTER));
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void acceptsAnImageWithoutTimestampUnderItsSize() throws IOException {
        image("z.exe/c83000/z.exe", 0);
        write("z.exe/c83000/refs.ptr", ref(ONE, "file"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aStoreWithoutReferencesIsCheckedForEntriesAndKeys() throws IOException {
        write("000Admin/norefs", "");
        delete(KEY + "/refs.ptr");
        assertThat(problems()).isEmpty();
        delete("c.exe/5A0BC0C6c83000/c.ex_");
        assertProblem(Problem.MISSING_FILE, "c.exe/5A0BC0C6c83000", ONE);
        compressedImage("c.exe/5A0BC0C6c83000/c.ex_", 0x11223344L);
        assertProblem(Problem.WRONG_KEY, "c.exe/5A0BC0C6c83000/c.ex_", "");
    }

    @Test
    void aStoreInWhichNothingHasReferencesIsTakenForOne() throws IOException {
        delete(KEY + "/refs.ptr");
        delete("c.exe/5A0BC0C6c83000/refs.ptr");
        delete(POINTER + "/refs.ptr");
        VerifyReport report = verify(storage());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("-:NOREFS");
    }

    @Test
    void looksIntoCompressedFiles() throws IOException {
        String path = "c.exe/5A0BC0C6c83000/c.ex_";
        compressedImage(path, 0x11223344L);
        assertProblem(Problem.WRONG_KEY, path, "");
        compressedImage(path, 0x5A0BC0C6L);
        byte[] cabinet = Files.readAllBytes(root.resolve(path));
        Files.write(root.resolve(path), Arrays.copyOf(cabinet, cabinet.length - 3));
        assertProblem(Problem.DAMAGED_FILE, path, "");
        cabinet[0x1E] = 1; // part of a set, as SymStore leaves very large files
        Files.write(root.resolve(path), cabinet);
        assertProblem(Problem.DAMAGED_FILE, path, "");
        assertThat(problems().get(0).message()).contains("part 1 of a set");
        write(path, "not compressed");
        assertProblem(Problem.DAMAGED_FILE, path, "");
    }

    @Test
    void findsPointersThatPointElsewhere() throws IOException {
        write(POINTER + "/file.ptr", "C:\\elsewhere");
        assertProblem(Problem.WRONG_POINTER, POINTER + "/file.ptr", TWO);
        write(POINTER + "/file.ptr", "MSG: not given out any more");
        assertThat(problems()).isEmpty();
        write(POINTER + "/file.ptr", "PATH:C:\\out\\x\r\nMSG: with a message");
        assertThat(problems()).isEmpty();
        write(POINTER + "/file.ptr", " ".repeat(40_000));
        assertProblem(Problem.WRONG_POINTER, POINTER + "/file.ptr", TWO);
    }

    @Test
    void notesTargetsThatAreGoneIfAskedTo() throws IOException {
        String gone = Path.of("no-such-directory", "p.exe").toAbsolutePath().toString();
        write(POINTER + "/refs.ptr", TWO + ",ptr,\"" + gone + "\",bin,,N,,");
        write(POINTER + "/file.ptr", gone);
        assertThat(problems()).isEmpty();
        VerifyReport report = new VerifyStore().run(request(storage(), true));
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).containsExactly(POINTER + "/file.ptr: its target is gone: " + gone);
    }

    @Test
    void namesAnUnfinishedConversionAndNotesEntriesLeftBehind() throws IOException {
        write("000Admin/convert.journal", "2");
        assertProblem(Problem.CONVERSION, "000Admin/convert.journal", "");
        delete("000Admin/convert.journal");
        write("index2.txt", "");
        VerifyReport report = verify(storage());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).singleElement().asString().startsWith("3 entries are at their one-tier place");
    }

    @Test
    void anUnfinishedAddIsOneProblemAndWhatItChangesIsNone() throws IOException {
        String id = "0000000005";
        write("000Admin/" + id + ".pending", plan("publish\ttext\tANY\t\th\t" + KEY + "/refs.ptr\n"));
        write("000Admin/" + id, entry(KEY));
        write(KEY + "/file.ptr", "half done");
        write(POINTER + "/refs.ptr", ref(TWO, "ptr") + "\r\n" + ref(id, "ptr"));
        assertProblem(Problem.UNFINISHED, "000Admin/" + id + ".pending", id);
    }

    @Test
    void anUnfinishedDelIsOneProblemAndWhatItChangesIsNone() throws IOException {
        String id = "0000000005";
        String plan = "publish\ttext\tANY\t\th\t000Admin/0000000002.deleted\nremove\tv\t" + POINTER + "/refs.ptr\n"
                + "publish\ttext\tANY\t\th\t" + KEY + "/refs.ptr\n";
        write("000Admin/" + id + ".pending", plan(plan));
        write("000Admin/server.txt", server(ONE));
        write(KEY + "/refs.ptr", ref(ONE, "file"));
        delete(POINTER + "/file.ptr");
        assertProblem(Problem.UNFINISHED, "000Admin/" + id + ".pending", id);
    }

    @Test
    void aPlanThatIsNotWholeChangesNothing() throws IOException {
        write("000Admin/0000000005.pending", "symkit-plan 1\npublish\ttext\tANY\t\th\t" + KEY + "/refs.ptr\n");
        write(KEY + "/file.ptr", "wrong");
        assertThat(problems()).extracting(Problem::kind).containsExactly(Problem.UNFINISHED, Problem.EXTRA_POINTER);
    }

    @Test
    void aPlanOfALaterVersionIsNamedAndChangesNothing() throws IOException {
        write("000Admin/0000000005.pending", sealed("symkit-plan 2\n"));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.UNFINISHED);
            assertThat(problem.message()).contains("this version cannot carry out");
        });
    }

    private static String plan(String lines) {
        return sealed("symkit-plan 1\nid\t0000000005\ncommand\tadd\nhistory\t0\t00\n" + lines);
    }

    private static String sealed(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return text + "end\t" + HexFormat.of().formatHex(hash) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givesProblemsInAFixedOrder() throws IOException {
        write("000Admin/lastid.txt", "x");
        write("000Admin/history.txt", "x");
        delete("000Admin/" + TWO);
        delete(POINTER + "/file.ptr");
        delete("c.exe/5A0BC0C6c83000/c.ex_");
        image(KEY + "/a.exe", 1);
        assertThat(problems())
                .extracting(Problem::kind)
                .containsExactly(
                        Problem.LAST_ID,
                        Problem.HISTORY,
                        Problem.TRANSACTION,
                        Problem.MISSING_FILE,
                        Problem.MISSING_POINTER,
                        Problem.WRONG_KEY);
    }

    @Test
    void looksAgainUnderTheLockAndForgetsWhatARunningAddLookedLike() throws IOException {
        delete("c.exe/5A0BC0C6c83000/c.ex_");
        image(KEY + "/a.exe", 1);
        VerifyReport report = verify(whenLocked(() -> {
            compressedImage("c.exe/5A0BC0C6c83000/c.ex_", 0x5A0BC0C6L);
            image(KEY + "/a.exe", 0x5A0BC0C6L);
        }));
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void keepsTheFirstFindingsOfAStoreThatCannotBeWritten() throws IOException {
        delete("c.exe/5A0BC0C6c83000/c.ex_");
        VerifyReport report = verify(whenLocked(() -> {
            throw new AccessDeniedException("000Admin");
        }));
        assertThat(report.problems()).extracting(Problem::kind).containsExactly(Problem.MISSING_FILE);
        assertThat(report.notes()).singleElement().asString().contains("cannot be locked", "000Admin");
    }

    @Test
    void saysThatTheLockWasNotFree() throws IOException {
        delete("c.exe/5A0BC0C6c83000/c.ex_");
        LockRequest request = new LockRequest(Duration.ofMinutes(1), "test", () -> false, holder -> {});
        try (StoreLock lock = storage().lock(request)) {
            assertThat(lock.stillHeld()).isTrue();
            assertThatThrownBy(this::problems)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT));
        }
    }

    @Test
    void saysWhatIsNoManagedStore() throws IOException {
        root = Files.createDirectory(files.getPath("/none"));
        assertThatThrownBy(this::problems)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE));
        write("pingme.txt", "");
        VerifyReport report = verify(storage());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("no 000Admin");
    }

    @Test
    void canBeCancelled() throws IOException {
        VerifyRequest request =
                new VerifyRequest(storage(), 2, Duration.ZERO, () -> true, files.getPath("/tmp"), false);
        assertThatThrownBy(() -> new VerifyStore().run(request)).isInstanceOf(CancellationException.class);
    }

    /** Something that happens in a store. */
    private interface Event {
        void happen() throws IOException;
    }

    /** The store, in which something happens just before its lock is taken. */
    private StoreStorage whenLocked(Event event) throws IOException {
        StoreStorage inner = storage();
        Object proxy = Proxy.newProxyInstance(
                StoreStorage.class.getClassLoader(), new Class<?>[] {StoreStorage.class}, (self, method, arguments) -> {
                    if (method.getName().equals("lock")) {
                        event.happen();
                    }
                    if (method.getName().equals("readAll")) {
                        return inner.readAll((String) arguments[0], (Integer) arguments[1]);
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (StoreStorage) proxy;
    }
}
