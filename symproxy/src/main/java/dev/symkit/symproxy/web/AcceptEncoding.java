// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which codings of a content a client takes ({@code Accept-Encoding}, RFC 9110 12.5.3). Immutable.
 *
 * @param qualities of the codings it names, in lower case, and of {@code *}; from 0, which means never, to 1
 */
public record AcceptEncoding(Map<String, Double> qualities) {
    private static final Pattern ITEM = Pattern.compile(
            "([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \\t]*;[ \\t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?))?");

    /** Copies the map. */
    public AcceptEncoding {
        qualities = Map.copyOf(qualities);
    }

    /** Reads the values of the header field; without one, and where an item makes no sense, nothing is accepted. */
    public static AcceptEncoding of(List<String> fields) {
        Map<String, Double> qualities = new HashMap<>();
        for (String field : fields) {
            for (String item : field.split(",", -1)) {
                Matcher match = ITEM.matcher(item.strip());
                if (match.matches()) {
                    String coding = match.group(1).toLowerCase(Locale.ROOT);
                    String name = coding.equals("x-gzip") ? "gzip" : coding;
                    qualities.put(name, match.group(2) == null ? 1.0 : Double.parseDouble(match.group(2)));
                }
            }
        }
        return new AcceptEncoding(qualities);
    }

    /**
     * How well a client likes a coding.
     *
     * @param coding in lower case
     * @return 0 if it does not take it
     */
    public double quality(String coding) {
        return qualities.getOrDefault(coding, qualities.getOrDefault("*", 0.0));
    }
}
