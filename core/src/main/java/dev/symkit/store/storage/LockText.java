// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * The text in a store's lock file: {@code nonce=... host=... pid=... user=... since=... beat=... cmd=...}. The beat has a
 * fixed width, so that the text can be renewed in place.
 *
 * @param nonce tells this holder from all others
 * @param host name and machine id of the holder's machine
 * @param pid process id on that machine
 * @param user the account it runs under
 * @param since when it took the lock
 * @param command what it does
 */
public record LockText(String nonce, String host, long pid, String user, Instant since, String command) {

    /** The text of a lock this process, on {@code host}, is about to take. */
    public static LockText mine(String host, String command) {
        return new LockText(
                UUID.randomUUID().toString(),
                host,
                ProcessHandle.current().pid(),
                clean(System.getProperty("user.name", "unknown")),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                clean(command));
    }

    /** The bytes to write at the {@code beat}-th renewal. */
    public byte[] bytes(long beat) {
        String text = String.format(
                Locale.ROOT,
                "nonce=%s host=%s pid=%d user=%s since=%s beat=%010d cmd=%s\n",
                nonce,
                host,
                pid,
                user,
                since,
                beat,
                command);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether {@code text} is of the same holder. */
    public boolean isNonceOf(String text) {
        return text.startsWith("nonce=" + nonce + " ");
    }

    /** Whether {@code text} was written on the machine this lock text is of. */
    public boolean isHostOf(String text) {
        return text.contains(" host=" + host + " ");
    }

    private static String clean(String value) {
        return value.replaceAll("[\\p{Cntrl}\\s]", "_");
    }

    /** Name and machine id of the machine this runs on. */
    public static String thisHost() {
        String name = firstLine(Path.of("/proc/sys/kernel/hostname"));
        if (name.isEmpty()) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                name = "unknown";
            }
        }
        return clean(name + "/" + firstLine(Path.of("/etc/machine-id")));
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException | IllegalArgumentException e) {
            return "";
        }
    }
}
