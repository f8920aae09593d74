// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The path that is really searched, made of what the user gave and of the environment (documented: symbol-path pages of the debuggers and
 * of DbgHelp). Immutable if the predicate is.
 *
 * @param options how paths are read, with the environment
 * @param ignoreEnvironment whether variables do not count (option bit 0x1000 of DbgHelp)
 * @param exists whether there is a directory. A plain directory that a variable names and that does not exist is dropped without a word;
 *     shares are not asked for, as a dead server takes long to say no (our choice)
 */
public record EffectivePath(ParseOptions options, boolean ignoreEnvironment, Predicate<String> exists) {
    private static final String ALTERNATIVE = "_NT_ALT_SYMBOL_PATH";
    private static final String SYMBOLS = "_NT_SYMBOL_PATH";
    private static final String IMAGES = "_NT_EXECUTABLE_IMAGE_PATH";
    private static final String NOTHING_SET = ".";

    /**
     * The path for symbols: the given one, else {@code _NT_ALT_SYMBOL_PATH} followed by {@code _NT_SYMBOL_PATH}, else the working
     * directory.
     *
     * @param explicit the path the user gave; blank: none
     */
    public SymbolPath symbols(String explicit) throws SymbolPathException {
        if (!explicit.isBlank()) {
            return SymbolPath.parse(explicit, options);
        }
        String variables = variables(ALTERNATIVE, SYMBOLS);
        return variables.isEmpty() ? SymbolPath.parse(NOTHING_SET, options) : existing(variables);
    }

    /** The path for images: {@code _NT_EXECUTABLE_IMAGE_PATH}, then the path for {@linkplain #symbols symbols}, as stores hold both. */
    public SymbolPath images(String explicit) throws SymbolPathException {
        SymbolPath images = existing(variables(IMAGES));
        SymbolPath symbols = symbols(explicit);
        return new SymbolPath(
                joined(images.elements(), symbols.elements()), joined(images.warnings(), symbols.warnings()));
    }

    private String variables(String... names) {
        return ignoreEnvironment
                ? ""
                : Stream.of(names)
                        .flatMap(name -> options.environment().variable(name).stream())
                        .collect(Collectors.joining(";"));
    }

    private SymbolPath existing(String text) throws SymbolPathException {
        SymbolPath path = SymbolPath.parse(text, options);
        List<PathElement> kept =
                path.elements().stream().filter(element -> !isMissing(element)).toList();
        return new SymbolPath(kept, path.warnings());
    }

    private boolean isMissing(PathElement element) {
        return element instanceof PathElement.Plain plain
                && plain.place() instanceof PathStore.Directory directory
                && !exists.test(directory.path());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
