// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text form of a directory tree, exact to the byte and readable in a diff. One line for each entry, sorted by path with
 * {@code /} between the parts:
 *
 * <ul>
 *   <li>{@code a/b/} for a directory;
 *   <li>{@code a/b/c 45056 sha256 <hex>} for a file that is large or not text, with its size in bytes;
 *   <li>{@code a/b/c text} for other files, followed by their content, each line in quotes with {@code \r}, {@code \n},
 *       {@code \t}, {@code \"} and {@code \\} as in Java.
 * </ul>
 */
final class GoldenTree {
    private static final int MAX_TEXT = 8192;

    private GoldenTree() {}

    /** The listing of everything below {@code root}. */
    static String list(Path root) throws IOException {
        Map<String, Path> entries = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(root)) {
                    entries.put(relative(root, directory) + "/", directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                entries.put(relative(root, file), file);
                return FileVisitResult.CONTINUE;
            }
        });
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            text.append(entry.getKey());
            if (!entry.getKey().endsWith("/")) {
                describe(entry.getValue(), text);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String relative(Path root, Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static void describe(Path file, StringBuilder text) throws IOException {
        if (Files.isSymbolicLink(file)) {
            text.append(" -> ").append(Files.readSymbolicLink(file));
            return;
        }
        byte[] content = Files.readAllBytes(file);
        if (!isText(content)) {
            text.append(' ').append(content.length).append(" sha256 ").append(sha256(content));
            return;
        }
        text.append(" text");
        if (content.length > 0) {
            String body = escape(new String(content, StandardCharsets.ISO_8859_1));
            text.append("\n    \"").append(body).append('"');
        }
    }

    private static String escape(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n\"\n    \"");
        String emptyLine = "\"\n    \"";
        return escaped.endsWith(emptyLine) ? escaped.substring(0, escaped.length() - emptyLine.length()) : escaped;
    }

    private static boolean isText(byte[] content) {
        if (content.length > MAX_TEXT) {
            return false;
        }
        for (byte b : content) {
            if ((b < ' ' || b == 0x7F) && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
