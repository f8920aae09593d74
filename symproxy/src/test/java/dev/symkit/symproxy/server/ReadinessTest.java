// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

@EnabledOnOs(value = OS.LINUX, disabledReason = "systemd is there only")
class ReadinessTest {
    private static final int LIMIT_MILLIS = 30_000;

    @TempDir
    private Path scratch;

    private final List<String> warnings = new ArrayList<>();

    private static AFUNIXDatagramSocket bound(AFUNIXSocketAddress address) throws IOException {
        AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
        socket.bind(address);
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private static String received(AFUNIXDatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private Readiness to(String address) {
        return new Readiness(Map.of(Readiness.VARIABLE, address), warnings::add);
    }

    @Test
    void tellsWhatHappensInOrder() throws IOException {
        Path path = scratch.resolve("notify");
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.of(path))) {
            Readiness readiness = to(path.toString());
            readiness.ready();
            readiness.reloading();
            readiness.ready();
            readiness.stopping();
            assertThat(received(socket)).isEqualTo("READY=1");
            assertThat(received(socket)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
            assertThat(received(socket)).isEqualTo("READY=1");
            assertThat(received(socket)).isEqualTo("STOPPING=1");
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void theTimeIsThatOfTheMonotonicClock() throws IOException {
        Path path = scratch.resolve("notify");
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.of(path))) {
            long before = System.nanoTime() / 1000;
            to(path.toString()).reloading();
            long after = System.nanoTime() / 1000;
            assertThat(Long.parseLong(received(socket).replaceFirst("(?s).*=", "")))
                    .isBetween(before, after);
        }
    }

    @Test
    void anAbstractNameBeginsWithAnAt() throws IOException {
        String name = "symkit-test-" + UUID.randomUUID();
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.inAbstractNamespace(name))) {
            to("@" + name).ready();
            assertThat(received(socket)).isEqualTo("READY=1");
        }
    }

    @Test
    void whoStopsSaysNothingElse() throws IOException {
        Path path = scratch.resolve("notify");
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.of(path))) {
            Readiness readiness = to(path.toString());
            readiness.stopping();
            readiness.reloading();
            readiness.ready();
            readiness.stopping();
            to(path.toString()).ready();
            assertThat(received(socket)).isEqualTo("STOPPING=1");
            assertThat(received(socket)).isEqualTo("READY=1");
        }
    }

    @Test
    void whatCannotBeToldIsOneWarning() {
        Readiness readiness = to(scratch.resolve("nobody").toString());
        readiness.ready();
        readiness.stopping();
        assertThat(warnings).singleElement().asString().startsWith("NOTIFY_SOCKET " + scratch.resolve("nobody") + ": ");
        to("a".repeat(300)).ready();
        assertThat(warnings).hasSize(2);
    }

    @Test
    void withoutTheVariableNothingHappens() {
        Readiness readiness = new Readiness(Map.of(), warnings::add);
        readiness.ready();
        readiness.stopping();
        to("").ready();
        assertThat(warnings).isEmpty();
    }
}
