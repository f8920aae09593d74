// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.source;

import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.SrcSrv;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Works out where the source server text of a PDB has a source: the value of {@code SRCSRVTRG}. A name between percent signs stands for its
 * value, {@code %fnfile%(x)} for the last part of a path, {@code %fnbksl%(x)} for the text with backslashes, {@code %fnvar%(x)} for the
 * value of the variable that x names. Names without a value stay as they are. Source: Microsoft's documentation of the source server
 * ("Language Specification 1"). Immutable.
 */
final class SourceServer {
    private static final String TARGET = "srcsrvtrg";
    private static final int DEEPEST = 16;
    private static final int LONGEST = 1 << 15;

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, List<Name>> files = new HashMap<>();

    SourceServer(SrcSrv text) {
        for (SrcSrv.Variable variable : text.variables()) {
            variables.put(key(variable.name().toString()), variable.value().toString());
        }
        SrcSrv.Files walk = text.files();
        while (walk.next()) {
            files.putIfAbsent(key(walk.file().toString()), walk.fields());
        }
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Where a source is; empty if the text does not name it, or has no target. */
    Optional<String> find(String path) {
        List<Name> fields = files.get(key(path));
        String target = variables.get(TARGET);
        if (fields == null || target == null) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>(variables);
        for (int i = 0; i < fields.size(); i++) {
            values.put("var" + (i + 1), fields.get(i).toString());
        }
        return Optional.of(expand(target, values, 0));
    }

    private static String expand(String text, Map<String, String> values, int depth) {
        StringBuilder into = new StringBuilder();
        int at = 0;
        while (at < text.length() && into.length() < LONGEST) {
            int end = text.charAt(at) == '%' ? text.indexOf('%', at + 1) : -1;
            if (end < 0 || depth == DEEPEST) {
                into.append(text.charAt(at++));
                continue;
            }
            String name = key(text.substring(at + 1, end));
            int close = name.startsWith("fn") && text.startsWith("(", end + 1) ? closing(text, end + 1) : -1;
            String value = values.get(name);
            if (close > 0) {
                into.append(call(name, expand(text.substring(end + 2, close), values, depth + 1), values, depth));
                at = close + 1;
            } else if (value != null) {
                into.append(expand(value, values, depth + 1));
                at = end + 1;
            } else {
                into.append(text, at, end + 1);
                at = end + 1;
            }
        }
        return into.length() > LONGEST ? into.substring(0, LONGEST) : into.toString();
    }

    private static String call(String function, String argument, Map<String, String> values, int depth) {
        return switch (function) {
            case "fnfile" -> argument.substring(Math.max(argument.lastIndexOf('\\'), argument.lastIndexOf('/')) + 1);
            case "fnbksl" -> argument.replace('/', '\\');
            case "fnvar" -> expand(values.getOrDefault(key(argument), ""), values, depth + 1);
            default -> "%" + function + "%(" + argument + ")";
        };
    }

    /** Position of the bracket that closes the one at a position; -1 if none does. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
