// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an argument. What stands between quotation marks is one word, blanks and all; the marks are dropped. */
public final class Words {
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*(?:\"|$)|[^\\s\"])+");

    private Words() {}

    /** The words. */
    public static List<String> of(String argument) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(argument);
        while (matcher.find()) {
            words.add(matcher.group().replace("\"", ""));
        }
        return words;
    }
}
