// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

/** How names are shown under the options (dbh.md 4.1). */
public final class ShownNames {
    private ShownNames() {}

    /** A name that is not decorated. */
    public static String plain(String name, SymbolOptions options) {
        return options.has(SymbolOptions.NO_CPP) ? name.replace("::", "__") : name;
    }

    /** The name of a public or an export, which may be decorated. */
    public static String decorated(String name, SymbolOptions options) {
        return plain(options.has(SymbolOptions.UNDNAME) ? undecorated(name, options.demangling()) : name, options);
    }

    private static String undecorated(String name, Demangling style) {
        if (name.startsWith("?")) {
            return style.names().undecorate(name);
        }
        int end = name.length();
        int digits = end;
        while (digits > 0 && name.charAt(digits - 1) >= '0' && name.charAt(digits - 1) <= '9') {
            digits--;
        }
        if (digits < end && digits > 1 && name.charAt(digits - 1) == '@') {
            end = digits - (digits > 2 && name.charAt(digits - 2) == '@' ? 2 : 1);
        }
        boolean prefix = end > 1 && (name.charAt(0) == '_' || name.charAt(0) == '@');
        return name.substring(prefix ? 1 : 0, end);
    }

    /**
     * Whether a decorated name can be shown as a certain text at all. Saves undecorating most names; may say yes of one that cannot.
     *
     * @param shown the text, whose case does not count
     */
    public static boolean mayBeShownAs(CharSequence decorated, String shown) {
        if (decorated.length() == 0 || decorated.charAt(0) != '?') {
            return decorated.length() >= shown.length();
        }
        int from = 0;
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == ':') {
                from = i + 1;
            } else if (!isPartOfName(c)) {
                return true;
            }
        }
        if (decorated.length() > 1 && (decorated.charAt(1) == '?' || decorated.charAt(1) == '@')) {
            return true;
        }
        return startsWith(decorated, 1, shown, from);
    }

    private static boolean isPartOfName(char c) {
        return c == '_' || c == '$' || (c < 0x80 && Character.isLetterOrDigit(c));
    }

    private static boolean startsWith(CharSequence text, int at, String shown, int from) {
        if (text.length() - at < shown.length() - from) {
            return false;
        }
        for (int i = from; i < shown.length(); i++) {
            if (Character.toLowerCase(text.charAt(at + i - from)) != Character.toLowerCase(shown.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
