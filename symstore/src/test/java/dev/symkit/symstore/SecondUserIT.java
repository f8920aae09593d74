// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.cli.SymStoreMain;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.OtherUsers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two users of one group share a store whose root has the set-group-id bit, a web server reads it (symbol-store-format 8.6). */
final class SecondUserIT {
    private static final int GROUP = 61100;
    private static final OtherUsers.User WEB_SERVER = new OtherUsers.User(61003, 61003, "022");

    @ParameterizedTest(name = "umask {0}, then {1}")
    @CsvSource({"002,002", "077,022"})
    void deletesWhatTheFirstAddedAndTheWebServerReads(String umask, String secondUmask) throws Exception {
        try (OtherUsers users = OtherUsers.assume("second user")) {
            share(users, new OtherUsers.User(61001, GROUP, umask), new OtherUsers.User(61002, GROUP, secondUmask));
        }
    }

    private static void share(OtherUsers users, OtherUsers.User first, OtherUsers.User second) throws Exception {
        Path store = Files.createDirectory(users.directory().resolve("store"));
        OtherUsers.must("chown", first.id() + ":" + GROUP, store.toString());
        OtherUsers.must("chmod", "2775", store.toString());
        Path sources = Files.createDirectory(users.directory().resolve("src"));
        for (String name : List.of("one.pdb", "two.pdb", "three.pdb")) {
            CrashScene.pdb(sources.resolve(name), name, name);
        }
        String one = sources.resolve("one.pdb").toString();
        String two = sources.resolve("two.pdb").toString();
        String three = sources.resolve("three.pdb").toString();

        symstore(users, first, "add", "/f", one, "/f", two, "/s", store.toString(), "/t", "first");
        assertReadable(users, store, 2);
        symstore(users, second, "add", "/f", two, "/s", store.toString(), "/t", "second");
        assertReadable(users, store, 2);
        symstore(users, second, "del", "/i", "1", "/s", store.toString());
        assertReadable(users, store, 1);
        symstore(users, first, "del", "/i", "2", "/s", store.toString());
        assertReadable(users, store, 0);
        symstore(users, second, "add", "/f", three, "/s", store.toString(), "/t", "second");
        assertReadable(users, store, 1);
        assertThat(new VerifyStore().run(CrashScene.target(store)).problems()).isEmpty();
        assertThat(CrashIT.contiguousIds(store)).hasSize(5);
    }

    private static void symstore(OtherUsers users, OtherUsers.User user, String... arguments) throws Exception {
        ChildProcess.Result result = users.java(user, SymStoreMain.class, arguments);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    /** The web server can read every file and list every directory, and nobody else can write. */
    private static void assertReadable(OtherUsers users, Path store, int symbolFiles) throws Exception {
        ChildProcess.Result read =
                users.run(WEB_SERVER, List.of("find", store.toString(), "-type", "f", "-exec", "cat", "{}", "+"));
        assertThat(read.err()).isEmpty();
        assertThat(read.exit()).isZero();
        assertThat(find(store, "-type", "f", "-name", "*.pdb")).hasSize(symbolFiles);
        assertThat(find(store, "-perm", "-o+w")).isEmpty();
        assertThat(find(store, "-type", "f", "!", "-perm", "-664")).isEmpty();
        assertThat(find(store, "-type", "d", "!", "-perm", "-2775")).isEmpty();
        assertThat(find(store, "!", "-gid", Integer.toString(GROUP))).isEmpty();
    }

    private static List<String> find(Path store, String... conditions) throws Exception {
        List<String> command = new ArrayList<>(List.of("find", store.toString()));
        command.addAll(List.of(conditions));
        return OtherUsers.run(command.toArray(String[]::new)).out().lines().toList();
    }
}
