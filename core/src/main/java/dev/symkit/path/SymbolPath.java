// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A symbol path: where files are searched, in order. Immutable. Source of the grammar: the symbol-path and "Advanced SymSrv Use" pages of
 * the Windows debuggers' documentation; what those leave open is our choice and written down in {@code docs/symbol-paths.md}. Its
 * {@code toString} shows no secrets of URLs.
 *
 * @param elements the elements, left to right
 * @param warnings one line for each part that was read in a way the user may not have meant, or is known as a mistake; without secrets
 */
public record SymbolPath(List<PathElement> elements, List<String> warnings) {
    /** Microsoft's public store, which {@code srv*} alone stands for. */
    public static final String PUBLIC_STORE = "https://msdl.microsoft.com/download/symbols";

    /** Most stores one chain may name. */
    public static final int MAX_STORES = 10;

    /** Copies the lists. */
    public SymbolPath {
        elements = List.copyOf(elements);
        warnings = List.copyOf(warnings);
    }

    /** The path that a text means on no particular machine: relative directories stay relative, nothing is expanded. */
    public static SymbolPath parse(String text, ParseMode mode) throws SymbolPathException {
        return parse(text, ParseOptions.of(mode));
    }

    /**
     * The path that a text means.
     *
     * @throws SymbolPathException in strict mode only: more than {@value #MAX_STORES} stores in a chain, a control character in the name
     *     of a store, or {@code symsrv*} without the name of a DLL. Lenient mode takes the first stores, or leaves the element out
     */
    public static SymbolPath parse(String text, ParseOptions options) throws SymbolPathException {
        return new SymbolPathParser(options).parse(text);
    }

    /**
     * The path in its normal form: keywords in lower case, {@code srv*} alone written out. {@link #parse} reads it as equal elements.
     * Holds the secrets of URLs: print it only after {@link UrlText#maskedPath}.
     */
    public String expanded() {
        return expanded("");
    }

    /**
     * The same with the default store named wherever it is searched, also where the path implies it: for people to read, as a chain may
     * then have one store more than a path may name.
     *
     * @param defaultStore its path; empty: it stays unnamed
     */
    public String expanded(String defaultStore) {
        return elements.stream().map(element -> element.text(defaultStore)).collect(Collectors.joining(";"));
    }

    @Override
    public String toString() {
        return UrlText.maskedPath(expanded());
    }
}
