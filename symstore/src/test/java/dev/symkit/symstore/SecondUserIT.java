// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.cli.SymStoreMain;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two users of one group share a store whose root has the set-group-id bit, a web server reads it (symbol-store-format 8.6). */
final class SecondUserIT {
    private static final int FIRST = 61001;
    private static final int SECOND = 61002;
    private static final int WEB_SERVER = 61003;
    private static final int GROUP = 61100;

    private Path directory = Path.of("");
    private String classPath = "";

    /** What another user may read: neither JUnit's temporary directories nor a home directory is. */
    @BeforeEach
    void prepare() throws Exception {
        RootOnly.assume("second user", "setpriv", "find");
        directory = Files.createTempDirectory("symkit-users");
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (Files.exists(Path.of(entry))) {
                Path copy = directory.resolve("lib" + copied.size());
                assertThat(RootOnly.run("cp", "-r", entry, copy.toString()).exit())
                        .isZero();
                copied.add(copy.toString());
            }
        }
        classPath = String.join(File.pathSeparator, copied);
        assertThat(RootOnly.run("chmod", "-R", "a+rX", directory.toString()).exit())
                .isZero();
    }

    @AfterEach
    void delete() throws IOException {
        if (classPath.isEmpty()) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @ParameterizedTest(name = "umask {0}, then {1}")
    @CsvSource({"002,002", "077,022"})
    void deletesWhatTheFirstAddedAndTheWebServerReads(String umask, String secondUmask) throws Exception {
        Path store = Files.createDirectory(directory.resolve("store"));
        assertThat(RootOnly.run("chown", FIRST + ":" + GROUP, store.toString()).exit())
                .isZero();
        assertThat(RootOnly.run("chmod", "2775", store.toString()).exit()).isZero();
        Path sources = Files.createDirectory(directory.resolve("src"));
        for (String name : List.of("one.pdb", "two.pdb", "three.pdb")) {
            CrashScene.pdb(sources.resolve(name), name, name);
        }
        String one = sources.resolve("one.pdb").toString();
        String two = sources.resolve("two.pdb").toString();

        symstore(FIRST, umask, "add", "/f", one, "/f", two, "/s", store.toString(), "/t", "first");
        assertReadable(store, 2);
        symstore(SECOND, secondUmask, "add", "/f", two, "/s", store.toString(), "/t", "second");
        assertReadable(store, 2);
        symstore(SECOND, secondUmask, "del", "/i", "1", "/s", store.toString());
        assertReadable(store, 1);
        symstore(FIRST, umask, "del", "/i", "2", "/s", store.toString());
        assertReadable(store, 0);
        symstore(
                SECOND,
                secondUmask,
                "add",
                "/f",
                sources.resolve("three.pdb").toString(),
                "/s",
                store.toString(),
                "/t",
                "second");
        assertReadable(store, 1);
        assertThat(new VerifyStore().run(CrashScene.target(store)).problems()).isEmpty();
        assertThat(CrashIT.contiguousIds(store)).hasSize(5);
    }

    private void symstore(int user, String umask, String... arguments) throws Exception {
        ChildProcess.Spec java = ChildProcess.Spec.java(SymStoreMain.class, arguments);
        List<String> command = new ArrayList<>(as(user, Integer.toString(GROUP)));
        command.addAll(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
        for (String word : java.command()) {
            command.add(word.equals(System.getProperty("java.class.path")) ? classPath : word);
        }
        ChildProcess.Result result =
                ChildProcess.run(ChildProcess.Spec.of(command).in(directory));
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    /** The web server can read every file and list every directory, and nobody else can write. */
    private void assertReadable(Path store, int symbolFiles) throws Exception {
        List<String> find = new ArrayList<>(as(WEB_SERVER, Integer.toString(WEB_SERVER)));
        find.addAll(List.of("find", store.toString(), "-type", "f", "-exec", "cat", "{}", "+"));
        ChildProcess.Result read = ChildProcess.run(ChildProcess.Spec.of(find).in(directory));
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
        return RootOnly.run(command.toArray(String[]::new)).out().lines().toList();
    }

    private static List<String> as(int user, String group) {
        return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--groups=" + group);
    }
}
