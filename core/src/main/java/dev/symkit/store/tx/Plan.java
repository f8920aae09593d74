// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Condition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Everything a committed transaction will do, written to {@code <id>.pending} (our choice, symbol-store-format 8.4).
 *
 * <p>Text, UTF-8, lines ended by LF, fields separated by TAB: {@code symkit-plan 1}, {@code id}, {@code command}, then
 * {@code publish kind condition version handle path}, {@code remove version path}, {@code rmdir path}, each in the order
 * it is carried out, and {@code end <SHA-256 of the text before>}.
 *
 * @param id the transaction
 * @param command {@code add} or {@code del}
 * @param publishes staged files to put in place
 * @param removals files to remove
 * @param directories directories to remove if they are empty
 */
record Plan(
        TransactionId id, String command, List<Publish> publishes, List<Removal> removals, List<String> directories) {
    private static final String HEAD = "symkit-plan 1";

    /**
     * One staged file.
     *
     * @param stored whether it is a symbol file, which may be left as it was if a reader does not let go of it
     */
    record Publish(boolean stored, Condition condition, String handle, String path) {}

    /** One file to remove, if it still has that version. */
    record Removal(String version, String path) {}

    Plan {
        publishes = List.copyOf(publishes);
        removals = List.copyOf(removals);
        directories = List.copyOf(directories);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(HEAD + "\nid\t" + id + "\ncommand\t" + command + "\n");
        for (Publish publish : publishes) {
            line(
                    text,
                    "publish",
                    publish.stored() ? "file" : "text",
                    publish.condition().kind().name(),
                    publish.condition().version(),
                    publish.handle(),
                    publish.path());
        }
        removals.forEach(removal -> line(text, "remove", removal.version(), removal.path()));
        directories.forEach(directory -> line(text, "rmdir", directory));
        return (text + "end\t" + sha256(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String... fields) {
        text.append(String.join("\t", fields)).append('\n');
    }

    /** The plan that bytes hold; empty if it is not whole, and so was never committed. */
    static Optional<Plan> parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("end\t");
        if (end < 0 || !text.substring(end).equals("end\t" + sha256(text.substring(0, end)) + "\n")) {
            return Optional.empty();
        }
        List<String> lines = text.substring(0, end).lines().toList();
        if (!lines.get(0).equals(HEAD)) {
            return Optional.empty();
        }
        TransactionId id = TransactionId.NONE;
        String command = "";
        List<Publish> publishes = new ArrayList<>();
        List<Removal> removals = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] f = line.split("\t", -1);
            switch (f[0]) {
                case "id" -> id = TransactionId.parse(f[1]).orElse(TransactionId.NONE);
                case "command" -> command = f[1];
                case "publish" ->
                    publishes.add(new Publish(
                            f[1].equals("file"), new Condition(Condition.Kind.valueOf(f[2]), f[3]), f[4], f[5]));
                case "remove" -> removals.add(new Removal(f[1], f[2]));
                case "rmdir" -> directories.add(f[1]);
                default -> {
                    return Optional.empty(); // written by a later version
                }
            }
        }
        return Optional.of(new Plan(id, command, publishes, removals, directories));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
