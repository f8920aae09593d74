// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

/** How names are shown under the options (dbh.md 4.1). */
public final class ShownNames {
    /** The signs behind the underscore for strings, tables of virtual functions and bases, deleting destructors, run-time type information. */
    private static final String MADE_UP = "C78GER";

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
        char first = decorated.length() > 1 ? decorated.charAt(1) : '@';
        if (first != '?') {
            return first == '@' || startsWith(decorated, 1, shown, from);
        }
        return mayBeSpecial(decorated, shown, from);
    }

    /**
     * Of what starts with two question marks hardly anything but constructors of plain classes is shown with the characters of names alone. The
     * frequent kinds are told here: templates have angle brackets, destructors a tilde, what the compiler makes up a back-quote.
     */
    private static boolean mayBeSpecial(CharSequence decorated, String shown, int from) {
        char code = decorated.length() > 3 ? decorated.charAt(2) : '@';
        char next = decorated.length() > 3 ? decorated.charAt(3) : '@';
        return switch (code) {
            case '0' -> !isPartOfName(next) || Character.isDigit(next) || startsWith(decorated, 3, shown, from);
            case '_' -> MADE_UP.indexOf(next) < 0;
            case '1', '$' -> false;
            default -> true;
        };
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
