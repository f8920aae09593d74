// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.cli.SymStoreMain;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole symbol stores on a Samba server: what symstore does to them, many writers, readers, a server that is killed. */
class SmbStoreIT {
    private static final int WRITERS = 8;
    private static final int ADDS = 4;
    private static final int DELETE_EVERY = 2;
    private static final String PORT = "symsrv.smb.port";

    @TempDir
    Path directory;

    private SmbScene scene;
    private SmbWriter writer;

    @BeforeEach
    void start() throws Exception {
        scene = new SmbScene(Files.createDirectory(directory.resolve("samba")));
        System.setProperty(PORT, Integer.toString(scene.samba().port()));
        writer = new SmbWriter(scene.samba().store("store"), Files.createDirectory(directory.resolve("src")));
    }

    @AfterEach
    void stop() {
        System.clearProperty(PORT);
        if (scene != null) {
            scene.close();
        }
    }

    private void assertClean() throws IOException {
        assertThat(new VerifyStore().run(writer.target()).problems()).isEmpty();
    }

    private ChildProcess.Result symstore(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                ChildProcess.Spec.java(SymStoreMain.class, arguments).command());
        command.add(1, "-D" + PORT + "=" + scene.samba().port());
        return ChildProcess.run(ChildProcess.Spec.of(command).in(directory));
    }

    @Test
    void theCommandTakesAShareForAStore() throws Exception {
        String store = writer.store();
        Path file = writer.pdb("app.pdb", "x");
        ChildProcess.Result added = symstore("add", "/f", file.toString(), "/s", store, "/t", "P");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
        assertThat(added.out()).contains("Finding ID...  0000000001", "Number of files stored = 1");
        assertThat(added.err()).isEmpty();
        ChildProcess.Result found = symstore("query", "/f", file.toString(), "/s", store);
        assertThat(found.exit()).as(found.out() + found.err()).isZero();
        assertThat(found.out()).contains("found: " + store + "\\app.pdb\\");
        ChildProcess.Result verified = symstore("verify", "/s", store);
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        ChildProcess.Result deleted = symstore("del", "/i", "1", "/s", store);
        assertThat(deleted.exit()).as(deleted.out() + deleted.err()).isZero();
        assertThat(scene.disk("store")).isDirectoryNotContaining("glob:**app.pdb");
        assertThat(scene.disk("store").resolve("000Admin/0000000001.deleted")).exists();
        ChildProcess.Result none = symstore("query", "/f", file.toString(), "/s", "\\\\127.0.0.1\\none\\x");
        assertThat(none.exit()).isNotZero();
        assertThat(none.out()).contains("STATUS_BAD_NETWORK_NAME").doesNotContain("\tat ");
    }

    @Test
    void keepsEveryTransactionOfManyProcesses() throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                children.add(ChildProcess.start(ChildProcess.Spec.java(
                                SmbWriter.class,
                                Integer.toString(scene.samba().port()),
                                writer.store(),
                                directory.resolve("src" + i).toString(),
                                Integer.toString(ADDS),
                                Boolean.toString(i % 2 == 0),
                                Integer.toString(DELETE_EVERY))
                        .within(Duration.ofMinutes(8))));
            }
            for (ChildProcess child : children) {
                ChildProcess.Result result = child.await();
                assertThat(result.exit()).as(result.err()).isZero();
                lines.addAll(result.out().lines().toList());
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        check(lines);
    }

    private void check(List<String> lines) throws IOException {
        Set<String> live = new TreeSet<>();
        List<String> ids = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            ids.add(words[1]);
            if (words[0].equals("ADD")) {
                assertThat(words[2]).as(line).isEqualTo("2");
                live.add(words[1]);
            } else {
                assertThat(words[3]).as(line).isEqualTo("0");
            }
        }
        lines.stream()
                .filter(line -> line.startsWith("DEL "))
                .forEach(line ->
                        assertThat(live.remove(line.split(" ", -1)[2])).as(line).isTrue());
        int transactions = WRITERS * (ADDS + ADDS / DELETE_EVERY);
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, transactions)
                        .mapToObj(id -> new TransactionId(id).text())
                        .toList());
        assertClean();
        try (StoreStorage storage = scene.open("store")) {
            assertThat(new StoreView(storage)
                            .server().transactions().stream()
                                    .map(TransactionRecord::id)
                                    .map(TransactionId::text))
                    .containsExactlyInAnyOrderElementsOf(live);
            assertThat(storage.list("000Admin"))
                    .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
        }
    }

    @Test
    void aReaderKeepsWhatItOpenedWhileTheEntryIsReplacedAndDeleted() throws IOException {
        Path file = writer.pdb("app.pdb", "x");
        byte[] first = Files.readAllBytes(file);
        writer.add(file);
        String entry = entry();
        try (StoreStorage storage = scene.open("store");
                StorageFile reader = storage.open(entry)) {
            byte[] second = first.clone();
            second[second.length - 1]++;
            Files.write(file, second);
            AddReport replaced = writer.add(file);
            assertThat(replaced.errors()).isZero();
            assertThat(storage.readAll(entry, second.length)).contains(second);
            writer.delete("1");
            writer.delete(replaced.id());
            assertThat(storage.stat(entry)).isEmpty();
            byte[] read = new byte[first.length];
            reader.read(0, read, 0, read.length);
            assertThat(read).isEqualTo(first);
        }
        assertClean();
    }

    private String entry() throws IOException {
        try (StoreStorage storage = scene.open("store")) {
            return "app.pdb/" + storage.list("app.pdb").get(0) + "/app.pdb";
        }
    }

    /** Before the commit point nothing of the transaction is there, behind it all of it, after the next add at the latest. */
    @Test
    void aServerThatIsKilledCostsAnErrorAndNothingElse() throws Exception {
        writer.add(writer.pdb("first.pdb", "x"));
        Path file = writer.pdb("second.pdb", "x");
        scene.samba().kill();
        assertThatThrownBy(() -> writer.add(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "cannot connect to 127.0.0.1, port " + scene.samba().port());

        scene.samba().restart();
        assertThatThrownBy(() -> writer.add(killer(), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is recorded but not finished")
                .hasMessageContaining("The next add or del finishes it");

        scene.samba().restart();
        AddReport third = writer.add(writer.pdb("third.pdb", "x"));
        assertThat(third.id()).isEqualTo("0000000003");
        assertClean();
        try (StoreStorage storage = scene.open("store")) {
            assertThat(new StoreView(storage).server().transactions()).hasSize(3);
            assertThat(storage.list("second.pdb")).hasSize(1);
            assertThat(storage.list("000Admin"))
                    .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
        }
    }

    /** Kills the server when the plan of a transaction is there and nothing of it is done. */
    private AddFiles.Listener killer() {
        return new AddFiles.Listener() {
            @Override
            public void committed(String id) {
                try {
                    scene.samba().kill();
                } catch (InterruptedException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }
        };
    }
}
