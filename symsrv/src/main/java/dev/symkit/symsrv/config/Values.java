// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Typed look-ups in texts by key. A value that means nothing is told and counts as not given. Keys nobody asked for can be told at the end.
 * Confined to one thread.
 */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(i?B)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}|0x[0-9a-fA-F]{1,7}");
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final String ALL_MODES = "rwxrwxrwx";
    private static final int BITS = 10;

    private final Map<String, Value> values;
    private final Consumer<String> warnings;
    private final Set<String> known = new HashSet<>();

    /**
     * A value.
     *
     * @param text of it
     * @param place where it stands, for messages
     */
    record Value(String text, String place) {}

    /** Looks up lower-case keys. */
    Values(Map<String, Value> values, Consumer<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    /** The text of a key. */
    Optional<String> text(String key) {
        return value(key).map(Value::text);
    }

    private Optional<Value> value(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        known.add(lower);
        return Optional.ofNullable(values.get(lower));
    }

    /** {@code true} or {@code false}, also as 1 and 0, yes and no, on and off. */
    boolean flag(String key, boolean otherwise) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get().text().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> {
                refuse(key, value.get(), "true or false");
                yield otherwise;
            }
        };
    }

    /** A time: a number of seconds, or one with {@code ms}, {@code s}, {@code m} or {@code h}. */
    Duration duration(String key, Duration otherwise) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Matcher match = DURATION.matcher(value.get().text().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            refuse(key, value.get(), "a time such as 30, 500 ms or 2 m");
            return otherwise;
        }
        long number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** A size: a number of bytes, or one with {@code K}, {@code M}, {@code G} or {@code T}, which count in powers of 1024. */
    long size(String key, long otherwise) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Matcher match = SIZE.matcher(value.get().text());
        if (match.matches()) {
            String unit = match.group(2).toUpperCase(Locale.ROOT);
            int shift = unit.isEmpty() ? 0 : BITS * " KMGT".indexOf(unit);
            long number = Long.parseLong(match.group(1));
            if (number <= Long.MAX_VALUE >> shift) {
                return number << shift;
            }
        }
        refuse(key, value.get(), "a size such as 65536, 500 M or 16 GiB");
        return otherwise;
    }

    /** A whole number up to a limit, decimal or with {@code 0x}. */
    int number(String key, int limit, int otherwise) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        String text = value.get().text();
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.decode(text.startsWith("0x") ? text : decimal(text));
            if (number <= limit) {
                return number;
            }
        }
        refuse(key, value.get(), "a number from 0 to " + limit);
        return otherwise;
    }

    /** Without leading zeros, which would make it octal. */
    private static String decimal(String text) {
        String digits = text.replaceFirst("^0+", "");
        return digits.isEmpty() ? "0" : digits;
    }

    /** One of the words of an enum, in any case; {@code -} in a word is {@code _} in the enum. */
    <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        String wanted = value.get().text().replace('-', '_');
        for (E each : type.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(wanted)) {
                return each;
            }
        }
        String words = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        refuse(key, value.get(), "one of " + words);
        return otherwise;
    }

    /** Permissions: three octal digits, as {@code chmod} takes them. */
    Optional<Set<PosixFilePermission>> mode(String key) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!MODE.matcher(value.get().text()).matches()) {
            refuse(key, value.get(), "a mode such as 0775");
            return Optional.empty();
        }
        int bits = Integer.parseInt(value.get().text(), 8);
        StringBuilder letters = new StringBuilder(ALL_MODES);
        for (int i = 0; i < letters.length(); i++) {
            if ((bits >> (letters.length() - 1 - i) & 1) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return Optional.of(PosixFilePermissions.fromString(letters.toString()));
    }

    /** A path, relative to the working directory. */
    Optional<Path> path(String key) {
        return value(key).flatMap(value -> path(key, value, value.text()));
    }

    /** Paths between semicolons. */
    List<Path> paths(String key) {
        return value(key).stream()
                .flatMap(value -> Arrays.stream(value.text().split(";"))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> path(key, value, text).stream()))
                .toList();
    }

    private Optional<Path> path(String key, Value value, String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            refuse(key, value, "a path");
            return Optional.empty();
        }
    }

    /** All keys that start so, without that start, as they are written. */
    Map<String, String> startingWith(String prefix, Map<String, String> spellings) {
        String lower = prefix.toLowerCase(Locale.ROOT);
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith(lower) && each.getKey().length() > lower.length())
                .peek(each -> known.add(each.getKey()))
                .collect(Collectors.toMap(
                        each -> spellings
                                .getOrDefault(each.getKey(), each.getKey())
                                .substring(prefix.length()),
                        each -> each.getValue().text()));
    }

    /** Tells what nobody asked for. */
    void tellUnknown() {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                warnings.accept(value.place() + ": unknown key '" + key + "'");
            }
        });
    }

    private void refuse(String key, Value value, String wanted) {
        warnings.accept(value.place() + ": '" + key + "' is not " + wanted);
    }
}
