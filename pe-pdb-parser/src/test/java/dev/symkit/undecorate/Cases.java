// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Public pairs of names and answers, {@code cases.tsv}, and what is known to differ, {@code differences.tsv}.
 *
 * <p>Sources: {@code ghidra-ms} (Microsoft's undecorator, literals in Ghidra's tests, Apache-2.0), {@code ghidra-ms-empty} (it printed
 * nothing), {@code wine} (native C run-time, table in Wine's tests), {@code llvm-substring} and {@code llvm-invalid} (LLVM's tests).
 */
final class Cases {
    private Cases() {}

    /**
     * A pair.
     *
     * @param older an answer of older run-times, or empty
     * @param flags flags of {@code UnDecorateSymbolName}
     */
    record Case(String source, String name, String expected, String older, int flags) {}

    /** A pair that differs, our answer, and why. */
    record Difference(String source, String name, String ours, String reason) {}

    static List<Case> of(String source) {
        return rows("cases.tsv").stream()
                .filter(row -> row.get(0).equals(source))
                .map(row -> new Case(row.get(0), row.get(1), row.get(2), row.get(3), Integer.parseInt(row.get(4), 16)))
                .toList();
    }

    /** All names. */
    static List<String> names() {
        return rows("cases.tsv").stream().map(row -> row.get(1)).toList();
    }

    static List<Difference> differences(String source) {
        return rows("differences.tsv").stream()
                .filter(row -> row.get(0).equals(source))
                .map(row -> new Difference(row.get(0), row.get(1), row.get(2), row.get(3)))
                .toList();
    }

    private static List<List<String>> rows(String resource) {
        try (InputStream in = Cases.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
