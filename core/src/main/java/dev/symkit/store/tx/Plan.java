// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Everything a committed transaction will do, written to {@code <id>.pending} (our choice, symbol-store-format 8.4).
 *
 * <p>Text, UTF-8, lines ended by LF, fields separated by TAB: {@code symkit-plan 1}, {@code id}, {@code command},
 * {@code history <bytes> <SHA-256>} (the new history.txt, by which a plan that was overtaken is known, {@link Overtaken}), then
 * {@code publish kind condition version handle path}, {@code remove version path}, {@code rmdir path}, each in the order
 * it is carried out, and {@code end <SHA-256 of the text before>}.
 *
 * @param id the transaction
 * @param command {@code add} or {@code del}
 * @param history the history.txt that the transaction publishes
 * @param publishes staged files to put in place
 * @param removals files to remove
 * @param directories directories to remove if they are empty
 */
record Plan(
        TransactionId id,
        String command,
        Digest history,
        List<Publish> publishes,
        List<Removal> removals,
        List<String> directories) {
    static final String HEAD = "symkit-plan 1";

    /**
     * What tells one content of a file from others.
     *
     * @param length bytes, at least 0
     * @param sha256 in hex
     */
    record Digest(long length, String sha256) {
        static Digest of(byte[] content) {
            return new Digest(content.length, hash(content));
        }

        /** Whether a file holds this content, perhaps with more after it. */
        boolean begins(byte[] content) {
            return content.length >= length && sha256.equals(hash(Arrays.copyOf(content, (int) length)));
        }
    }

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
        line(text, "history", Long.toString(history.length()), history.sha256());
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

    /**
     * The plan that bytes hold; empty if there is no valid {@code end} line, so that it was never committed as a whole.
     *
     * @param path the file, for messages
     * @throws StoreException {@code DAMAGED} for a whole plan that this version cannot carry out: it has lines of another form,
     *     is for another id than the file's name says, or names a path outside the store. It may be the committed plan of a later
     *     version, so it is neither carried out nor removed.
     */
    static Optional<Plan> parse(String path, byte[] bytes) throws StoreException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("end\t");
        if (end < 0 || !text.substring(end).equals("end\t" + sha256(text.substring(0, end)) + "\n")) {
            return Optional.empty();
        }
        Plan plan = new PlanParser(path).parse(text.substring(0, end).lines().toList());
        if (!path.endsWith("/" + plan.id() + StoreNames.PENDING)) {
            throw PlanParser.refuse(path, "it is the plan of transaction " + plan.id());
        }
        return Optional.of(plan);
    }

    private static String sha256(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
