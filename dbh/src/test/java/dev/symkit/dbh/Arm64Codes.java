// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unwind codes of ARM64 in one form, whether we show them ({@code SAVE_REGP x19,x20 [sp+10]}, numbers hexadecimal) or llvm-readobj does
 * ({@code stp x19, x20, [sp, #16]} in prologs and {@code ldp} in epilogs, numbers decimal).
 */
final class Arm64Codes {
    private static final Pattern THEIRS = Pattern.compile("(?:0x[0-9a-f]+ ?)+ *; (.*)");
    private static final Pattern OURS = Pattern.compile("  [0-9a-f]+: (.*)");
    private static final Pattern REGISTER = Pattern.compile("\\b([xdq]\\d+|lr)\\b");
    private static final Pattern DECIMAL = Pattern.compile("#-?(\\d+)");
    private static final Pattern HEX = Pattern.compile("\\[sp[+-]([0-9a-f]+)\\]");

    private Arm64Codes() {}

    /** Whether a line of the tool has a code. */
    static boolean isTheirs(String line) {
        return THEIRS.matcher(line).matches();
    }

    /** A code of the tool. */
    static String theirs(String line) {
        Matcher code = THEIRS.matcher(line);
        String text = code.matches() ? code.group(1) : "";
        Matcher number = DECIMAL.matcher(text);
        long value = number.find() ? Long.parseLong(number.group(1)) : 0;
        int place = text.indexOf("[sp");
        if (place >= 0) {
            boolean moves = text.endsWith("!") || text.contains("], #");
            return memory(text.substring(0, place), value, moves);
        }
        return switch (text.replaceFirst(",? #.*", "")) {
            case "sub sp", "add sp" -> "alloc " + value;
            case "add fp, sp", "sub sp, fp", "sub fp, sp" -> "add fp " + value;
            case "mov fp, sp", "mov sp, fp" -> "set fp";
            case "pacibsp", "autibsp" -> "pac sign lr";
            default -> text.replace('_', ' ');
        };
    }

    /** The codes of our answer, in the order of its lines. */
    static List<String> ours(String answer) {
        List<String> codes = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            Matcher code = OURS.matcher(line);
            if (code.matches()) {
                codes.add(our(code.group(1)));
            }
        }
        return codes;
    }

    private static String our(String text) {
        Matcher place = HEX.matcher(text);
        if (place.find()) {
            String registers = text.startsWith("SAVE_FPLR") ? "x29,x30" : text.substring(0, place.start());
            return memory(registers, Long.parseLong(place.group(1), 16), text.endsWith("!"));
        }
        String name = text.toLowerCase(Locale.ROOT).replace('_', ' ');
        if (name.startsWith("alloc ") || name.startsWith("add fp ")) {
            int last = name.lastIndexOf(' ') + 1;
            return name.substring(0, last) + Long.parseLong(name.substring(last), 16);
        }
        return name;
    }

    private static String memory(String registers, long distance, boolean moves) {
        List<String> names = REGISTER.matcher(registers)
                .results()
                .map(found -> found.group(1))
                .toList();
        return names + " " + distance + (moves ? "!" : "");
    }
}
