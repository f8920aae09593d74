// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.cli.ConvertStoreMain;
import dev.symkit.symstore.cli.SymStoreMain;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.OtherUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A store that its user must not write (symstore.md 5 and 10): every command that changes it says so in one line that names the path, ends
 * with 5 and leaves nothing behind; those that only read work.
 */
final class ReadOnlyStoreIT {
    private static final OtherUsers.User READER = new OtherUsers.User(61001, 61001, "022");

    private OtherUsers users;
    private Path store = Path.of("none");
    private Path sources = Path.of("none");

    /** What cannot be written. */
    private enum Guard {
        /** Nothing, for another user. */
        ALL,
        /** 000Admin, for another user; the rest everybody can write. */
        ADMIN,
        /** The file system, not even for root. */
        DISK
    }

    @BeforeEach
    void makeStore() throws Exception {
        users = OtherUsers.assume("read-only store");
        store = users.directory().resolve("store");
        sources = Files.createDirectory(users.directory().resolve("src"));
        for (String name : List.of("one.pdb", "two.pdb")) {
            CrashScene.pdb(sources.resolve(name), name, name);
        }
        root(0, "add", "/f", source("one"), "/s", store.toString(), "/t", "p");
        root(0, "add", "/f", source("two"), "/s", users.directory() + "/other", "/t", "q");
        Path cached = store.resolve("cached.pdb/00112233445566778899AABBCCDDEEFF1/cached.pdb");
        Files.createDirectories(cached.getParent());
        Files.writeString(cached, "for an adoption");
    }

    @AfterEach
    void delete() throws IOException {
        if (users != null) {
            users.close();
        }
    }

    private String source(String name) {
        return sources.resolve(name + ".pdb").toString();
    }

    private static void root(int exit, String... arguments) throws Exception {
        ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.java(SymStoreMain.class, arguments));
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void isLeftAloneAndCanBeRead(Guard guard) throws Exception {
        switch (guard) {
            case ALL -> OtherUsers.must("chmod", "-R", "a+rX,go-w", store.toString());
            case ADMIN -> {
                OtherUsers.must("chmod", "-R", "a+rwX", store.toString());
                OtherUsers.must("chmod", "-R", "go-w", store.resolve("000Admin").toString());
            }
            case DISK -> OtherUsers.mountReadOnly(store);
        }
        try {
            List<String> before = listing();
            refuses(guard);
            reads(guard);
            assertThat(listing()).isEqualTo(before);
        } finally {
            if (guard == Guard.DISK) {
                OtherUsers.must("umount", store.toString());
            }
        }
    }

    private void refuses(Guard guard) throws Exception {
        String place = store.toString();
        refused(guard, "add", "/f", source("two"), "/s", place, "/t", "p");
        refused(guard, "add", "/f", source("one"), "/s", place, "/t", "p", "/compress");
        refused(guard, "del", "/i", "1", "/s", place);
        refused(guard, "del", "/t", "p", "/s", place, "--yes");
        refused(guard, "merge", "/s", place, "--from", users.directory() + "/other");
        refused(guard, "adopt", "/s", place, "/t", "p", "--no-check");
        refused(guard, "verify", "/s", place, "--repair");
        ChildProcess.Result convert = run(guard, ConvertStoreMain.class, "-s", place);
        assertThat(convert.exit()).as(convert.out() + convert.err()).isEqualTo(5);
        assertThat(convert.out()).isEqualTo("Failed to lock Symbol Store. Error 0x00000005.\n");
        assertThat(convert.err().lines()).singleElement().asString().startsWith("convertstore: " + place + "/000Admin");
    }

    private void refused(Guard guard, String... arguments) throws Exception {
        ChildProcess.Result result = run(guard, SymStoreMain.class, arguments);
        String all = String.join(" ", arguments) + "\n" + result.out() + result.err();
        assertThat(result.exit()).as(all).isEqualTo(5);
        assertThat(result.err()).as(all).isEmpty();
        assertThat(result.out().lines().filter(line -> line.startsWith("SYMSTORE ERROR")))
                .as(all)
                .singleElement()
                .asString()
                .startsWith("SYMSTORE ERROR: Class: Store. Desc: " + store + "/000Admin")
                .endsWith(guard == Guard.DISK ? ": Read-only file system" : ": access denied");
        assertThat(all).doesNotContain("Exception", "Finding ID");
    }

    private void reads(Guard guard) throws Exception {
        String place = store.toString();
        reads(guard, 0, "Number of problems = 0", "verify", "/s", place);
        reads(guard, 0, "Number of transactions = 1", "list", "/s", place, "--files", "--sizes");
        reads(guard, 0, "Number of files found = 1", "query", "/f", source("one"), "/s", place);
        reads(guard, 2, "Number of files found = 0", "query", "/f", source("two"), "/s", place);
        reads(guard, 0, "0000000001", "del", "/t", "p", "/s", place, "--dry-run");
        ChildProcess.Result list = run(guard, ConvertStoreMain.class, "-s", place, "-l");
        assertThat(list.exit()).isZero();
        assertThat(list.out()).startsWith("cached.pdb -> ca/cached.pdb\n");
    }

    private void reads(Guard guard, int exit, String text, String... arguments) throws Exception {
        ChildProcess.Result result = run(guard, SymStoreMain.class, arguments);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.out()).contains(text);
    }

    private ChildProcess.Result run(Guard guard, Class<?> main, String... arguments) throws Exception {
        return guard == Guard.DISK
                ? ChildProcess.run(ChildProcess.Spec.java(main, arguments))
                : users.java(READER, main, arguments);
    }

    /** Something is wrong with the store; without the lock it may also be a running transaction. */
    @Test
    void isVerifiedWithoutItsLock() throws Exception {
        Files.delete(store.resolve("000Admin/lastid.txt"));
        OtherUsers.must("chmod", "-R", "a+rX,go-w", store.toString());
        ChildProcess.Result result = users.java(READER, SymStoreMain.class, "verify", "/s", store.toString());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("The store cannot be locked (" + store + "/000Admin/.symstore.lock")
                .endsWith("SYMSTORE: Number of problems = 1\n");
    }

    /** Who may write 000Admin, but not what lies beside it, commits what only others can finish. */
    @Test
    void whatItsUserCommitsAndCannotFinishIsFinishedByAnother() throws Exception {
        OtherUsers.must("chmod", "-R", "a+rX,go-w", store.toString());
        OtherUsers.must("chmod", "-R", "a+rwX", store.resolve("000Admin").toString());
        String place = store.toString();
        ChildProcess.Result entry =
                users.java(READER, SymStoreMain.class, "add", "/f", source("two"), "/s", place, "/t", "r");
        assertThat(entry.exit()).as(entry.out()).isEqualTo(1);
        assertThat(entry.out()).contains("SYMSTORE: Number of files stored = 0", "SYMSTORE: Number of errors = 1");
        ChildProcess.Result add =
                users.java(READER, SymStoreMain.class, "add", "/f", source("one"), "/s", place, "/t", "s");
        assertThat(add.exit()).as(add.out()).isEqualTo(1);
        assertThat(add.out()).contains("Desc: Transaction 0000000003 is recorded but not finished: ");
        reads(Guard.ALL, 1, "000Admin/0000000003.pending", "verify", "/s", place);

        root(0, "verify", "/s", place, "--repair", "--compat-exit");
        root(0, "verify", "/s", place);
        root(0, "del", "/i", "3", "/s", place);
        assertThat(CrashIT.contiguousIds(store)).hasSize(4);
    }

    /** Every name with its kind, mode, owner, size and times. */
    private List<String> listing() throws Exception {
        String format = "%p %y %m %u %s %T@\n";
        return OtherUsers.run("find", store.toString(), "-printf", format)
                .out()
                .lines()
                .sorted()
                .toList();
    }
}
