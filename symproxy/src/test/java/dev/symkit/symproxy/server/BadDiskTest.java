// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.RootOnly;
import dev.symkit.testkit.http.Replies;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Disks that fail (symproxy.md 19): files that cannot be read, and no space left. */
class BadDiskTest extends BeforeAnUpstream {
    private static final int HUGE = 32 << 20;
    private static final int MIB = 1 << 20;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    private Path cached() {
        return directory.resolve("cache").resolve(ProxyBed.KEY).resolve("a.pdb");
    }

    private void assertPutAside() throws IOException {
        try (Stream<Path> bad = Files.list(directory.resolve("cache/.symproxy/bad"))) {
            assertThat(bad).hasSize(1);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is being sent cannot be cut off there")
    void aFileThatFailsWhileItIsSentIsPutAsideAndFetchedAgain() throws Exception {
        byte[] huge = ProxyBed.pdb(HUGE);
        upstream.on(UPSTREAM_FILE, Replies.ok(huge));
        try (ProxyBed bed = cache("")) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(huge);
            try (RawClient client = new RawClient(bed.server().ports().get(0))) {
                client.send(List.of("GET " + ProxyBed.FILE + " HTTP/1.1", "Host: x"));
                RawClient.Head head = client.head();
                assertThat(head.status()).isEqualTo("HTTP/1.1 200 OK");
                assertThatThrownBy(() -> client.body(head, MIB, () -> cut(cached())))
                        .as("a short body never looks whole")
                        .isInstanceOf(IOException.class);
            }
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(huge);
            assertPutAside();
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSize(2);
    }

    private static void cut(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(MIB);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "takes permissions as POSIX has them")
    void aFileThatCannotBeOpenedIsPutAsideAndFetchedAgain() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = cache("[server]\nmemoryCache = 0")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            Files.setPosixFilePermissions(cached(), PosixFilePermissions.fromString("---------"));
            if (Files.isReadable(cached())) {
                RootOnly.skip("a file that cannot be opened: root can (SymProxyDiskIT is another user)");
            }
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(500);
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertPutAside();
        }
    }

    private static String file(String name) {
        return ProxyBed.KEY.substring(ProxyBed.KEY.indexOf('/')) + "/" + name + ".pdb";
    }

    private static HttpResponse<byte[]> get(ProxyBed bed, String name) throws IOException, InterruptedException {
        return bed.get("/s/" + name + ".pdb" + file(name));
    }

    @Test
    void aFullDiskStopsNothingThatIsHere() throws Exception {
        RootOnly.assume("full disk", "mount", "umount");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        byte[] large = ProxyBed.pdb(LARGE);
        for (String name : NAMES) {
            upstream.on("/sym/" + name + ".pdb" + file(name), Replies.ok(large));
        }
        RootOnly.mountDisk(disk, "12m");
        try {
            String text = "[directory s]\nminFreeDisk = 0\nupstream = u\npath = " + disk.resolve("cache")
                    + "\n[upstream u]\nretries = 0\nurl = " + upstream.url("/sym") + "\n";
            try (ProxyBed bed = ProxyBed.with(directory, text)) {
                onFullDisk(bed, disk, large);
            }
        } finally {
            assertThat(RootOnly.run("umount", disk.toString()).exit()).isZero();
        }
    }

    /** Whether a file comes; else the answer says that there is no space, or the connection ends if it had begun. */
    private static boolean isWhole(ProxyBed bed, String name, byte[] expected) throws Exception {
        try {
            HttpResponse<byte[]> answer = get(bed, name);
            if (answer.statusCode() == 200) {
                assertThat(answer.body()).isEqualTo(expected);
                return true;
            }
            assertThat(answer.statusCode())
                    .as(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(507);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("Connection refused");
        }
        return false;
    }

    private static void onFullDisk(ProxyBed bed, Path disk, byte[] large) throws Exception {
        int kept = 0;
        for (String name : NAMES) {
            kept += isWhole(bed, name, large) ? 1 : 0;
        }
        awaitNoSearch(bed);
        assertThat(kept).isGreaterThanOrEqualTo(3).isLessThan(NAMES.size());
        assertThat(get(bed, "a").body()).isEqualTo(large);
        assertThat(bed.admin("GET", "readyz").statusCode()).isEqualTo(200);
        assertThat(new String(bed.admin("GET", "metrics").body(), StandardCharsets.UTF_8))
                .containsPattern("symproxy_disk_free_bytes\\{dir=\"s\"} [0-9.E]+");
        assertThat(new String(bed.admin("GET", "blackouts").body(), StandardCharsets.UTF_8))
                .doesNotContain("\"blackout\":true");
        try (Stream<Path> left = Files.walk(disk)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
        assertThat(RootOnly.run("mount", "-o", "remount,size=64m", disk.toString())
                        .exit())
                .isZero();
        for (String name : NAMES) {
            assertThat(get(bed, name).body()).as(name).isEqualTo(large);
        }
    }
}
