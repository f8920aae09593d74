// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.util.Set;

/**
 * Request targets as they may be written down: of a segment that may be a token only {@code ~***} is left, and of the query only the
 * parameters that are known to hold no secret.
 */
final class MaskedTarget {
    private static final String HIDDEN = "***";
    private static final Set<String> HARMLESS =
            Set.of("dir", "name", "index", "refresh", "top", "overwrite", "layout", "page");

    private MaskedTarget() {}

    /** The text for a target in origin form, still encoded. What is no path is left out whole, but for {@code *}. */
    static String of(String target) {
        if (target.isEmpty() || target.equals("*")) {
            return target;
        }
        if (target.charAt(0) != '/') {
            return HIDDEN;
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String shown = mayHoldToken(path) ? path(path) : path;
        return question < 0 ? shown : shown + "?" + query(target.substring(question + 1));
    }

    private static boolean mayHoldToken(String path) {
        return path.indexOf('~') >= 0 || path.indexOf('%') >= 0;
    }

    private static String path(String path) {
        StringBuilder shown = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            shown.append('/').append(isToken(segment) ? "~" + HIDDEN : segment);
        }
        return shown.toString();
    }

    private static boolean isToken(String segment) {
        return segment.startsWith("~") || segment.regionMatches(true, 0, "%7e", 0, 3);
    }

    private static String query(String query) {
        StringBuilder shown = new StringBuilder();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            boolean harmless = equals > 0 && HARMLESS.contains(parameter.substring(0, equals));
            shown.append(shown.length() > 0 ? "&" : "").append(harmless ? parameter : HIDDEN);
        }
        return shown.toString();
    }
}
