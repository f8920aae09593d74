// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Tells a service manager how the server is: a datagram of lines {@code NAME=value} to the Unix socket that {@code NOTIFY_SOCKET} names, a path
 * or, after {@code @}, an abstract name. Source: the manual page sd_notify(3). Without that variable nothing happens and nothing is loaded.
 * What cannot be told is one warning and no more. Thread-safe.
 */
final class Readiness {
    static final String VARIABLE = "NOTIFY_SOCKET";

    private static final String READY = "READY=1";
    private static final String STOPPING = "STOPPING=1";

    private final Optional<String> address;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();
    private boolean stopping;

    Readiness(Map<String, String> environment, Consumer<String> warnings) {
        this.address = Optional.ofNullable(environment.get(VARIABLE)).filter(text -> !text.isEmpty());
        this.warnings = warnings;
    }

    /** It serves. Says nothing once it stops. */
    synchronized void ready() {
        if (!stopping) {
            tell(READY);
        }
    }

    /** It reads its configuration again; {@link #ready} follows. Says nothing once it stops. */
    synchronized void reloading() {
        if (!stopping) {
            // on Linux nanoTime is the clock that is meant, CLOCK_MONOTONIC
            tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        }
    }

    /** It begins to stop. */
    synchronized void stopping() {
        if (!stopping) {
            stopping = true;
            tell(STOPPING);
        }
    }

    private void tell(String lines) {
        if (address.isEmpty()) {
            return;
        }
        try {
            Sender.send(address.get(), lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException | LinkageError e) { // the last one: no native code for this machine
            if (!warned.getAndSet(true)) {
                warnings.accept(VARIABLE + " " + address.get() + ": " + e.getMessage());
            }
        }
    }

    /** A class of its own, so that the library is loaded only where it is needed. */
    private static final class Sender {
        private static void send(String address, byte[] text) throws IOException {
            try (AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance()) {
                socket.connect(
                        address.startsWith("@")
                                ? AFUNIXSocketAddress.inAbstractNamespace(address.substring(1))
                                : AFUNIXSocketAddress.of(Path.of(address)));
                socket.send(new DatagramPacket(text, text.length));
            }
        }
    }
}
