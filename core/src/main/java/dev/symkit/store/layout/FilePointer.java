// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code file.ptr}: where the real file is, or why there is none (symbol-store-format 7).
 *
 * @param target the path of the real file; empty if there is only a message
 * @param message the message lines, joined by LF; empty without one
 * @param prefixed whether the path carries {@code PATH:}
 */
public record FilePointer(Optional<String> target, String message, boolean prefixed) {
    /** The name of the file. */
    public static final String NAME = "file.ptr";

    /** The largest pointer that is read, in bytes. */
    public static final int MAX_SIZE = 32 * 1024;

    private static final String PATH = "PATH:";
    private static final String MSG = "MSG:";

    /** The pointer a file holds; never fails. */
    public static FilePointer parse(byte[] bytes) {
        Optional<String> target = Optional.empty();
        boolean prefixed = false;
        List<String> messages = new ArrayList<>();
        for (String line : StoreText.decode(bytes).split("\\R|\0", -1)) {
            String text = line.strip();
            String upper = text.toUpperCase(Locale.ROOT);
            if (upper.startsWith(MSG)) {
                messages.add(text.substring(MSG.length()).strip());
            } else if (!text.isEmpty() && target.isEmpty()) {
                prefixed = upper.startsWith(PATH);
                String path = prefixed ? text.substring(PATH.length()).strip() : text;
                target = path.isEmpty() ? Optional.empty() : Optional.of(path);
            }
        }
        return new FilePointer(target, String.join("\n", messages), prefixed);
    }

    /** The content of the file: the bare path, or with a message or prefix asked for {@code PATH:} and {@code MSG:} lines. */
    public byte[] bytes() {
        String path = target.orElse("");
        if (message.isEmpty()) {
            return StoreText.encode(prefixed ? PATH + path : path);
        }
        return StoreText.encode(PATH + path + "\r\n" + MSG + message);
    }
}
