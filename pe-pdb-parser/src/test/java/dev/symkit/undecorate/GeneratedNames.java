// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes correct names, by a small grammar of what compilers write: no managed code, no based types, hardly a back-reference. */
final class GeneratedNames {
    private static final List<String> WORDS = List.of("foo", "Bar", "ns", "T1", "value", "x_y", "std", "detail");
    private static final List<String> BASIC = List.of(
            "C", "D", "E", "F", "G", "H", "I", "J", "K", "M", "N", "O", "_J", "_K", "_N", "_W", "_S", "_U", "_Q");
    private static final List<String> OPERATORS = List.of(
            "2", "3", "4", "5", "6", "7", "8", "9", "A", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N",
            "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "_0", "_1", "_2", "_3", "_4", "_5", "_6", "_U",
            "_V", "__L", "__M", "_G", "_E", "_D", "_F", "_O");

    private final SplittableRandom random;

    GeneratedNames(long seed) {
        random = new SplittableRandom(seed);
    }

    String next() {
        int depth = 1 + random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0, 1 -> variable(depth);
            case 2 -> special(depth);
            default -> function(depth);
        };
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String letter(String letters) {
        return letters.substring(random.nextInt(letters.length())).substring(0, 1);
    }

    private String basic() {
        return BASIC.get(random.nextInt(BASIC.size()));
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size())) + (one(2) ? "" : random.nextInt(100));
    }

    private static String number(int value) {
        if (value < 0) {
            return "?" + number(-value);
        }
        if (value > 0 && value <= 10) {
            return String.valueOf(value - 1);
        }
        StringBuilder digits = new StringBuilder(value == 0 ? "A" : "");
        for (int rest = value; rest > 0; rest >>= 4) {
            digits.insert(0, (char) ('A' + (rest & 15)));
        }
        return digits + "@";
    }

    private String name(int depth) {
        return part(depth) + scopes(depth);
    }

    private String part(int depth) {
        return depth > 0 && one(4) ? "?$" + word() + "@" + arguments(depth - 1, random.nextInt(4)) : word() + "@";
    }

    private String scopes(int depth) {
        StringBuilder scopes = new StringBuilder();
        for (int count = random.nextInt(3); count > 0; count--) {
            if (one(14)) {
                scopes.append(String.format(Locale.ROOT, "?A0x%08x@", random.nextInt()));
            } else if (depth > 0 && one(20)) {
                scopes.append('?')
                        .append(number(1 + random.nextInt(20)))
                        .append('?')
                        .append(function(depth - 1));
            } else {
                scopes.append(part(depth));
            }
        }
        return scopes + "@";
    }

    private String arguments(int depth, int count) {
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < count; i++) {
            arguments.append(argument(depth));
        }
        return arguments + "@";
    }

    private String argument(int depth) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> "$0" + number(random.nextInt(3000) - 40);
            case 3 -> "$$V";
            case 4 -> "$1" + (depth > 0 ? function(depth - 1) : "?g@@3HA");
            case 5 -> depth > 0 ? "$$A6" + signature(depth - 1) : basic();
            case 6 -> "$$C" + letter("BCD") + (one(2) ? basic() : "U" + word() + "@@");
            case 7 -> "$$BY0" + number(1 + random.nextInt(50)) + basic();
            default -> type(depth);
        };
    }

    private String user(int depth) {
        return (one(5) ? "W4" : letter("TUVVV")) + name(depth);
    }

    private String type(int depth) {
        return one(6) ? of("AEA", "AEB", "AA", "$$QEA") + (one(2) ? basic() : user(depth - 1)) : target(depth);
    }

    /** A type that is no reference. */
    private String target(int depth) {
        if (depth <= 0 || one(3)) {
            return basic();
        }
        return one(2) ? user(depth - 1) : pointer(letter("PPPQQRS"), depth - 1);
    }

    private String pointer(String kind, int depth) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> depth > 0 ? kind + "6" + signature(depth - 1) : kind + "EAX";
            case 2 -> depth > 0 ? letter("PQ") + "8" + name(0) + "E" + letter("AAAB") + signature(depth - 1) : "PEAX";
            case 3 -> letter("PQ") + "EQ" + name(0) + basic();
            case 4 -> kind + "E" + letter("ABC") + "Y1" + number(1 + random.nextInt(40)) + "9" + basic();
            default -> kind + of("E", "E", "EI", "EF", "") + letter("AAABBCD") + target(depth);
        };
    }

    /** From the calling convention on. */
    private String signature(int depth) {
        StringBuilder result = new StringBuilder(letter("AAAAEGIQR"));
        result.append(one(4) ? "?" + letter("AAB") + user(depth) : one(3) ? "X" : type(depth));
        return result + parameters(depth) + of("Z", "Z", "Z", "_E");
    }

    private String parameters(int depth) {
        if (one(4)) {
            return "X";
        }
        StringBuilder result = new StringBuilder();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            result.append(type(depth));
        }
        return result + of("@", "@", "@", "Z");
    }

    private String ofThis() {
        return "E" + of("", "", "", "G", "H", "I", "F") + letter("AAABBCD");
    }

    private String function(int depth) {
        return switch (random.nextInt(12)) {
            case 0 ->
                "??" + letter("01") + word() + "@" + scopes(0) + letter("QUIAM") + "EA" + letter("AE") + "@"
                        + parameters(depth) + "Z";
            case 1, 2 ->
                "??" + OPERATORS.get(random.nextInt(OPERATORS.size())) + name(depth) + letter("QUAME") + ofThis()
                        + signature(depth);
            case 3 -> "??B" + name(depth) + "QEBA" + type(depth) + "XZ";
            case 4 -> "?" + name(depth) + letter("GOW") + number(1 + random.nextInt(90)) + "EA" + signature(depth);
            case 5 -> "?" + name(depth) + "$4PPPPPPPM@" + number(random.nextInt(9)) + "EA" + signature(depth);
            case 6 -> "?" + name(depth) + letter("CKS") + signature(depth);
            case 7, 8 -> "?" + name(depth) + letter("AEIMQU") + ofThis() + signature(depth);
            default -> "?" + name(depth) + "Y" + signature(depth);
        };
    }

    private String variable(int depth) {
        if (one(6)) { // the class again at the end, by its number
            return "?" + word() + "@@3P8A@@E" + letter("AB") + signature(depth) + "E" + letter("QR") + "1@";
        }
        String start = "?" + name(depth) + letter("012333");
        return start
                + switch (random.nextInt(4)) {
                    case 0 -> letter("PQ") + "6" + signature(depth) + "E" + letter("AABD");
                    case 1 -> letter("PQ") + "EB" + target(depth) + "EB";
                    case 2 -> user(depth) + letter("AABCD");
                    default -> basic() + letter("AABCD");
                };
    }

    private String special(int depth) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> "??_7" + name(depth) + "6B" + of("@", name(depth) + "@");
            case 2 -> "??_8" + name(depth) + "7B" + of("@", name(depth) + "@");
            case 3 -> "??_R0" + of("?A" + user(depth), pointer("P", depth)) + "@8";
            case 4 -> "??_R4" + name(depth) + "6B@";
            case 5 -> "??_R" + letter("23") + name(depth) + "8";
            case 6 -> "??_R1" + number(0) + number(-random.nextInt(2)) + number(0) + number(64) + name(depth) + "8";
            case 7 -> "??__" + letter("EF") + of(word() + "@@", variable(depth) + "@@") + "YAXXZ";
            default -> "??_9" + name(depth) + "$B" + number(random.nextInt(99)) + "AA";
        };
    }
}
