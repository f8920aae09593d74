// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server: filled from a store, asked by the packaged client, ended by a signal. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the server is ended by SIGTERM, the launcher is a shell script")
class SymProxyIT {
    private static final String NAME = "hello.exe";
    private static final String INDEX = "92617ED74000";

    @TempDir
    private Path scratch;

    private Run run(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Tree.exploded().resolve("bin").resolve(tool).toString()));
        command.addAll(List.of(arguments));
        return Run.of(scratch, Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void quickServesWhatAStoreHasAndEndsInOrder() throws Exception {
        Path sample = Tree.sources().resolve("samples/build-1/x64/hello.exe");
        Path store = scratch.resolve("store");
        assertThat(run("symstore", "add", "/f", sample.toString(), "/s", store.toString(), "/t", "Samples")
                        .exit())
                .isZero();
        int port = freePort();
        ChildProcess.Spec spec = ChildProcess.Spec.of(List.of(
                        Tree.exploded().resolve("bin/symproxy").toString(),
                        "quick",
                        "--cache",
                        scratch.resolve("cache").toString(),
                        "--upstream",
                        store.toString(),
                        "--port",
                        Integer.toString(port),
                        "--set",
                        "server.admin.listen=off",
                        "--set",
                        "server.drain.delay=0"))
                .with("JAVA_HOME", System.getProperty("java.home"))
                .within(Duration.ofMinutes(2));
        try (ChildProcess server = ChildProcess.start(spec)) {
            Run got = run("symsrv", "get", "-y", "srv*local*http://127.0.0.1:" + port, NAME, INDEX, "-o", "got.exe");
            for (int tries = 0; got.exit() == 3 && tries < 50; tries++) { // it does not serve yet
                got = run("symsrv", "get", "-y", "srv*local*http://127.0.0.1:" + port, NAME, INDEX, "-o", "got.exe");
            }
            assertThat(got.exit()).as(got.err()).isZero();
            assertThat(Files.readAllBytes(scratch.resolve("got.exe"))).isEqualTo(Files.readAllBytes(sample));
            assertThat(scratch.resolve("cache").resolve(NAME).resolve(INDEX).resolve(NAME))
                    .exists();
            Run missing = run("symsrv", "get", "-y", "srv*local*http://127.0.0.1:" + port, "no.exe", INDEX);
            assertThat(missing.exit()).as(missing.err()).isEqualTo(1);
            server.process().toHandle().destroy(); // destroy() of the process itself would close its streams
            ChildProcess.Result end = server.await();
            assertThat(end.exit()).as(end.err()).isZero();
            assertThat(end.out()).contains("GET /" + NAME + "/" + INDEX + "/" + NAME + " HTTP/1.1\" 200");
            assertThat(end.err())
                    .contains("serving at http://localhost:" + port)
                    .contains("INFO symproxy - 1 start: serving at ports [" + port + "]")
                    .contains("INFO symproxy - 20 fill: " + NAME + "/" + INDEX + " from upstream1, ")
                    .contains("INFO symproxy - 2 stop: stopped");
        }
    }

    /** It waits for a secret that comes through a pipe when the signal is there; once it serves, it ends. */
    @Test
    void aSignalThatComesBeforeItServesEndsItToo() throws Exception {
        Path pipe = scratch.resolve("secret");
        assertThat(ChildProcess.run(ChildProcess.Spec.of(List.of("mkfifo", pipe.toString())))
                        .exit())
                .isZero();
        Path file = Files.writeString(
                scratch.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:0\nadmin.listen = off\ndrain.delay = 0\n[directory s]\npath = "
                        + scratch.resolve("cache") + "\nupstream = u\n[upstream u]\nurl = " + scratch
                        + "\nauth = bearer\nsecretFile = " + pipe + "\n");
        try (ChildProcess server = Packaged.in(scratch).start("symproxy", "serve", "--config", file.toString())) {
            try (OutputStream secret = Files.newOutputStream(pipe)) { // open once the server reads
                server.process().toHandle().destroy();
                secret.write('x');
            }
            ChildProcess.Result end = server.await();
            assertThat(end.err()).contains("2 stop: stopped");
            assertThat(end.exit()).isEqualTo(130);
        }
    }

    @Test
    void aConfigurationThatIsWrongIsRefused() throws Exception {
        Path file = Files.writeString(scratch.resolve("bad.ini"), "[server]\nlisten = nowhere\n");
        Run run = run("symproxy", "serve", "--config", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("symproxy: [server]: 'nowhere' is no address");
    }
}
