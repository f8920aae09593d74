// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.RootOnly;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code curl} asks the packaged server: whole, in part, again, and whether anything changed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymProxyCurlIT {
    private static final int SIZE = 3 << 20;
    private static final Versions KEY = Versions.make(1, SIZE).get(0);

    @TempDir
    private Path scratch;

    private ScriptedServer upstream;
    private RunningProxy proxy;

    @BeforeEach
    void start() throws Exception {
        upstream = ScriptedServer.start();
        try {
            ChildProcess.run(ChildProcess.Spec.of(List.of("curl", "--version")));
        } catch (IOException e) {
            RootOnly.skip("requests of curl: there is no curl");
        }
        upstream.on("/" + KEY.path(), Replies.ok(KEY.first()));
        proxy = RunningProxy.start(scratch, upstream.url(""), "");
    }

    @AfterEach
    void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
        }
        upstream.close();
    }

    /** Runs it; what it prints is the status. */
    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-w", "%{http_code}"));
        command.addAll(List.of(arguments));
        command.add(proxy.url("/s/" + KEY.path()));
        ChildProcess.Result result =
                ChildProcess.run(ChildProcess.Spec.of(command).in(scratch));
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    private byte[] got() throws IOException {
        return Files.readAllBytes(scratch.resolve("got"));
    }

    private String head() throws IOException {
        return Files.readString(scratch.resolve("head"));
    }

    @Test
    void wholeAndInPart() throws Exception {
        byte[] all = KEY.first();
        assertThat(curl("-I", "-o", "head")).isEqualTo("200");
        assertThat(head()).contains("Content-Length: " + all.length + "\r\n");
        assertThat(scratch.resolve("cache").resolve(KEY.path())).doesNotExist();
        assertThat(curl("-o", "got")).isEqualTo("200");
        assertThat(got()).isEqualTo(all);
        assertThat(curl("-r", "100-199", "-o", "got")).isEqualTo("206");
        assertThat(got()).isEqualTo(Arrays.copyOfRange(all, 100, 200));
        assertThat(curl("-r", "-100", "-o", "got")).isEqualTo("206");
        assertThat(got()).isEqualTo(Arrays.copyOfRange(all, all.length - 100, all.length));
        assertThat(curl("-r", all.length + "-", "-o", "got")).isEqualTo("416");
        assertThat(curl("--compressed", "-D", "head", "-o", "got")).isEqualTo("200");
        assertThat(got()).isEqualTo(all);
        assertThat(head()).doesNotContain("Content-Encoding");
        assertThat(curl("-I", "-o", "head")).isEqualTo("200");
        assertThat(head()).contains("Accept-Ranges: bytes");
        assertThat(upstream.paths()).filteredOn(("/" + KEY.path())::equals).hasSize(2); // HEAD and GET
        assertThat(proxy.stop()).doesNotContain("\tat ");
    }

    @Test
    void fromWhereItBrokeOff() throws Exception {
        byte[] all = KEY.first();
        Files.write(scratch.resolve("got"), Arrays.copyOf(all, all.length / 3));
        assertThat(curl("-C", "-", "-o", "got")).isEqualTo("206");
        assertThat(got()).isEqualTo(all);
        Files.write(scratch.resolve("got"), Arrays.copyOf(all, all.length - 1));
        assertThat(curl("-C", "-", "-o", "got")).isEqualTo("206");
        assertThat(got()).isEqualTo(all);
        assertThat(upstream.paths()).filteredOn(("/" + KEY.path())::equals).hasSize(1);
    }

    @Test
    void onlyIfItChanged() throws Exception {
        assertThat(curl("-o", "got")).isEqualTo("200");
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        do { // the digest is computed in the background
            assertThat(curl("--etag-save", "tag", "-R", "-o", "got")).isEqualTo("200");
        } while (Files.readString(scratch.resolve("tag")).isBlank() && System.nanoTime() < end);
        assertThat(Files.readString(scratch.resolve("tag"))).startsWith("\"" + Integer.toHexString(KEY.first().length));
        List<String> forms = new ArrayList<>(List.of("--http1.1"));
        if (ChildProcess.run(ChildProcess.Spec.of(List.of("curl", "--version")))
                .out()
                .contains("HTTP2")) {
            forms.addAll(List.of("--http2", "--http2-prior-knowledge"));
        }
        for (String form : forms) {
            assertThat(curl(form, "--etag-compare", "tag", "-o", "same"))
                    .as(form)
                    .isEqualTo("304");
            assertThat(curl(form, "-z", "got", "-o", "same")).as(form).isEqualTo("304");
            assertThat(curl(form, "-H", "If-None-Match: \"other\"", "-o", "again"))
                    .as(form)
                    .isEqualTo("200");
            assertThat(scratch.resolve("again")).hasBinaryContent(KEY.first());
            assertThat(curl(form, "-w", "%{http_version}", "-o", "again"))
                    .as("an upgrade on the way is not done")
                    .isEqualTo(form.equals("--http2-prior-knowledge") ? "2" : "1.1");
        }
    }
}
