// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.testkit.http.DiskReply;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A store over HTTP on a loopback port: files with ranges, each answer after a while. Prints its URL; ends when its input does. */
public final class FetchServer {
    private static final long NANOS = 1000;

    private FetchServer() {}

    /** Usage: {@code FetchServer DIRECTORY LATENCY_MICROS}. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        long latency = Long.parseLong(args[1]) * NANOS;
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise((request, out, from) -> {
                LockSupport.parkNanos(latency);
                Path file = root.resolve(request.path().substring(1)).normalize();
                ScriptedServer.Script reply = file.startsWith(root) && Files.isRegularFile(file)
                        ? new DiskReply(file, "\"" + Files.size(file) + "\"", sent -> {})
                        : Replies.status(404);
                return reply.answer(request, out, from);
            });
            System.out.println(server.url(""));
            while (System.in.read() >= 0) {
                // until whoever started it goes away
            }
        }
    }
}
