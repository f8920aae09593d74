// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The folders that the commands of a golden case name as stores, moved to {@link GoldenStores}. What of the case's expectations holds for
 * folders only is taken out of them: the helper of a lock, directories without a file, and the working directory before the store's name.
 * What only stores elsewhere have is taken out of the result: the trace of a repair.
 */
final class MovedStores {
    private static final Set<String> OPTIONS = Set.of("/s", "-s", "--from");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z]+");
    private static final String LOCK_HELPER = "/000Admin/\\.symstore\\.lock text\n";
    private static final String REPAIR_TRACE =
            "/000Admin/lastchange\\.txt text\n    \"[0-9a-f-]{36} [a-z]+ verify --repair\\\\r\\\\n\"\n";

    private static final String ENTRIES = "/000Admin/[0-9]{10} text\n(?:    \".*\n)+";

    private final Path work;
    private final Optional<GoldenStores> place;
    private final Set<String> names = new TreeSet<>();

    private MovedStores(Path work, Optional<GoldenStores> place, List<List<String>> commands) {
        this.work = work;
        this.place = place;
        for (List<String> command : commands) {
            for (int i = 1; i < command.size(); i++) {
                if (isStore(command, i)) {
                    folder(command.get(i), work).ifPresent(names::add);
                }
            }
        }
    }

    /** Those that the commands name, of which there must be one. */
    static MovedStores of(Path work, GoldenStores place, List<List<String>> commands) {
        MovedStores moved = new MovedStores(work, Optional.of(place), commands);
        if (moved.names.isEmpty()) {
            throw new IllegalArgumentException("no folder is taken for a store: " + commands);
        }
        return moved;
    }

    /** All stores stay in their folders. */
    static MovedStores none(Path work) {
        return new MovedStores(work, Optional.empty(), List.of());
    }

    /** Whether one of the commands names a store. */
    static boolean anyIn(List<List<String>> commands) {
        return commands.stream()
                .anyMatch(command -> IntStream.range(1, command.size()).anyMatch(i -> isStore(command, i)));
    }

    private static boolean isStore(List<String> command, int index) {
        return OPTIONS.contains(command.get(index - 1).toLowerCase(Locale.ROOT));
    }

    /** The folder that an argument means. */
    private static Optional<String> folder(String argument, Path work) {
        String relative = argument.startsWith(work + "/")
                ? argument.substring(work.toString().length() + 1)
                : argument;
        String name = relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
        return Optional.of(name).filter(text -> FOLDER.matcher(text).matches());
    }

    private GoldenStores place() {
        return place.orElseThrow();
    }

    /** Moves what the case has in these folders at its start. */
    void put() throws IOException {
        for (String name : names) {
            Path folder = work.resolve(name);
            if (Files.isDirectory(folder)) {
                Files.deleteIfExists(folder.resolve("000Admin/.symstore.lock"));
                place().put(name, folder);
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    /** Brings the stores back into their folders. */
    void get() throws IOException {
        for (String name : names) {
            place().get(name, work.resolve(name));
        }
    }

    /** A command with the stores where they are. */
    List<String> command(List<String> command) {
        List<String> moved = new ArrayList<>(command);
        for (int i = 1; i < moved.size(); i++) {
            if (isStore(command, i)) {
                String argument = command.get(i);
                String end = argument.endsWith("/") ? "/" : "";
                Optional<String> name = folder(argument, work).filter(names::contains);
                moved.set(i, name.map(each -> place().url(each) + end).orElse(argument));
            }
        }
        return moved;
    }

    /** A result as it would be of stores in their folders. */
    String result(String text) {
        String result = text;
        for (String name : names) {
            result = result.replaceAll(Pattern.quote(place().url(name)) + "(?![A-Za-z])", name)
                    .replaceAll("(?m)^" + name + REPAIR_TRACE, "");
            result = inOrder(name, result);
        }
        return result;
    }

    /**
     * An expectation for stores that are no folders.
     *
     * @param text with {@code DIR} for the working directory
     */
    String expectation(String text) {
        String expectation = text;
        for (String name : names) {
            expectation = expectation
                    .replaceAll("\\bDIR/" + name + "(?![A-Za-z])", name)
                    .replaceAll("(?m)^" + name + LOCK_HELPER, "");
            expectation = inOrder(name, expectation);
        }
        return expectation;
    }

    /** The entries of a transaction are sorted by their sources; where sources are in the store its URL changes their order. */
    private static String inOrder(String name, String listing) {
        return Pattern.compile("(?m)^" + name + ENTRIES).matcher(listing).replaceAll(file -> {
            String text = file.group();
            int body = text.indexOf('\n') + 1;
            boolean isOwn = text.contains("\",\\\"" + name + "/");
            String sorted = text.substring(body).lines().sorted().collect(Collectors.joining("\n", "", "\n"));
            return Matcher.quoteReplacement(isOwn ? text.substring(0, body) + sorted : text);
        });
    }

    /** A listing without directories of stores that hold no file. */
    String expectedTree(String listing) {
        List<String> kept = new ArrayList<>();
        List<String> lines = expectation(listing).lines().toList();
        for (String line : lines) {
            boolean isEmpty = names.stream().anyMatch(name -> line.startsWith(name + "/"))
                    && line.endsWith("/")
                    && lines.stream().noneMatch(other -> other.startsWith(line) && !other.endsWith("/"));
            if (!isEmpty) {
                kept.add(line + "\n");
            }
        }
        return String.join("", kept);
    }
}
