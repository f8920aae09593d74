// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.path.AnsiText;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of keys: a text with {@code NAME/INDEX} or {@code NAME/INDEX/FILE} on each line, backslashes allowed. Blanks around them, empty
 * lines and those that begin with {@code #} do not count.
 *
 * @param keys each once, in order
 * @param problems what is wrong with lines that are no key, with their numbers
 */
public record KeyLines(List<SymbolKey> keys, List<String> problems) {
    /** Longer lists are refused: they are read as a whole. */
    static final int MOST_BYTES = 128 << 20;

    private static final int SHOWN = 200;

    /** Copies the lists. */
    public KeyLines {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a list.
     *
     * @param name of the list, for messages
     * @throws IOException if it cannot be read or is too long
     */
    public static KeyLines read(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException(name + ": longer than " + (MOST_BYTES >> 20) + " MiB");
        }
        Map<SymbolKey, SymbolKey> keys = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : AnsiText.decode(bytes).lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                SymbolKey key = parse(line);
                keys.putIfAbsent(key.canonical(), key);
            } catch (IllegalKeyException e) {
                problems.add(name + ":" + number + ": " + e.getMessage());
            }
        }
        return new KeyLines(List.copyOf(keys.values()), problems);
    }

    private static SymbolKey parse(String line) throws IllegalKeyException {
        String[] parts = line.replace('\\', '/').split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalKeyException("not NAME/INDEX or NAME/INDEX/FILE: '" + shown(line) + "'");
        }
        SymbolKey key = SymbolKey.of(parts[0], parts[1]);
        if (parts.length > 2 && Leaf.named(parts[2], key.name()).isEmpty()) {
            throw new IllegalKeyException("'" + shown(parts[2]) + "' is no file of " + key.name());
        }
        return key;
    }

    private static String shown(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(SHOWN).forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }
}
