// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import java.util.Locale;
import java.util.function.Predicate;

/** The name of a source as users give it: a full path or the end of one, from a separator on; case does not count, nor which slash it is. */
public final class SourceName implements Predicate<String> {
    private final String name;
    private final String tail;

    /** A name. */
    public SourceName(String text) {
        this.name = plain(text);
        this.tail = name.startsWith("/") ? name : "/" + name;
    }

    @Override
    public boolean test(String path) {
        if (path.length() < name.length()) {
            return false;
        }
        String plain = plain(path);
        return plain.equals(name) || plain.endsWith(tail);
    }

    private static String plain(String text) {
        return text.replace('\\', '/').toLowerCase(Locale.ROOT);
    }
}
