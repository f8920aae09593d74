// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What values of a key look like. Immutable.
 *
 * @param wanted what is wanted, for messages and the reference, for example "a time such as 300, 5m or 24h"
 * @param parser the value of a text; empty if it means nothing
 */
public record ValueType<T>(String wanted, Function<String, Optional<T>> parser) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,7}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int BITS = 10;

    /** Any text. */
    public static final ValueType<String> TEXT = new ValueType<>("text", Optional::of);

    /** Texts between commas; blanks around them do not count. */
    public static final ValueType<List<String>> LIST = new ValueType<>(
            "names with commas between them",
            text -> Optional.of(Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList()));

    /** Yes or no. */
    public static final ValueType<Boolean> FLAG = new ValueType<>("on or off", ValueType::flag);

    /** A time. Without a unit it counts seconds. */
    public static final ValueType<Duration> DURATION =
            new ValueType<>("a time such as 300, 500ms, 5m, 24h or 7d", ValueType::time);

    /** A size in bytes. */
    public static final ValueType<Long> BYTES =
            new ValueType<>("a size such as 65536, 64K, 500G or 2T", ValueType::size);

    /** Bytes for each second. */
    public static final ValueType<Long> RATE = new ValueType<>(
            "a rate such as 50K/s",
            text -> text.endsWith("/s") ? size(text.substring(0, text.length() - 2)) : size(text));

    /** A number from 0 on; 0x starts a hexadecimal one. */
    public static final ValueType<Integer> NUMBER_FROM_0 = new ValueType<>("a number from 0 on", ValueType::number);

    /** A number from 1 on. */
    public static final ValueType<Integer> NUMBER_FROM_1 =
            new ValueType<>("a number from 1 on", text -> number(text).filter(number -> number > 0));

    /** A share of 1, as a percentage or a fraction. */
    public static final ValueType<Double> SHARE = new ValueType<>("a share such as 5% or 0.05", ValueType::share);

    /** A size in bytes or a share of a disk. */
    public static final ValueType<SpaceLimit> SPACE = new ValueType<>(
            "a size such as 500G or a share such as 80%",
            text -> text.endsWith("%")
                    ? share(text).map(share -> new SpaceLimit(0, share))
                    : size(text).map(bytes -> new SpaceLimit(bytes, 0)));

    /** One or two tiers; 0 stands for {@code auto}. */
    public static final ValueType<Integer> TIERS = new ValueType<>(
            "auto | 1 | 2",
            text -> text.equalsIgnoreCase("auto")
                    ? Optional.of(0)
                    : number(text).filter(number -> number == 1 || number == 2));

    /** Networks. */
    public static final ValueType<Networks> NETWORKS =
            new ValueType<>("networks such as 10.0.0.0/8 or fd00::/8, with commas", Networks::parse);

    /** A path. */
    public static final ValueType<Path> PATH = new ValueType<>("a path", ValueType::path);

    /** One of two numbers. */
    public static ValueType<Integer> oneOf(int one, int other) {
        return new ValueType<>(
                one + " | " + other, text -> number(text).filter(number -> number == one || number == other));
    }

    /** One of the words of an enum, in any case; {@code -} in a word is {@code _} in the enum. */
    public static <E extends Enum<E>> ValueType<E> word(Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        String words = all.stream().map(ValueType::spelled).collect(Collectors.joining(" | "));
        return new ValueType<>(
                words,
                text -> all.stream()
                        .filter(each -> spelled(each).equalsIgnoreCase(text))
                        .findFirst());
    }

    /** Several of the words of an enum, commas between them. */
    public static <E extends Enum<E>> ValueType<List<E>> words(Class<E> type) {
        ValueType<E> one = word(type);
        return new ValueType<>("one or more of " + one.wanted() + ", with commas", text -> {
            List<String> words =
                    Arrays.stream(text.split(",")).map(String::strip).toList();
            List<E> known =
                    words.stream().flatMap(word -> one.parse(word).stream()).toList();
            return known.size() == words.size() ? Optional.of(known) : Optional.empty();
        });
    }

    /** The value of a text; empty if it means nothing. */
    public Optional<T> parse(String text) {
        return parser.apply(text);
    }

    private static String spelled(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "1" -> Optional.of(true);
            case "off", "false", "no", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> time(String text) {
        Matcher match = TIME.matcher(text.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    private static Optional<Long> size(String text) {
        Matcher match = SIZE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        String unit = match.group(2).toUpperCase(Locale.ROOT);
        int shift = unit.isEmpty() ? 0 : BITS * " KMGT".indexOf(unit);
        long number = Long.parseLong(match.group(1));
        return number <= Long.MAX_VALUE >> shift ? Optional.of(number << shift) : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        if (HEX.matcher(text).matches()) {
            return Optional.of(Integer.parseInt(text.substring(2), 16));
        }
        return NUMBER.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Optional<Double> share(String text) {
        boolean percent = text.endsWith("%");
        try {
            BigDecimal number = new BigDecimal(percent ? text.substring(0, text.length() - 1) : text);
            BigDecimal share = percent ? number.divide(HUNDRED) : number;
            boolean valid = share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0;
            return valid ? Optional.of(share.doubleValue()) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
