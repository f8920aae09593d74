// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one symbol path. Confined to it. */
final class SymbolPathParser {
    private static final String BUILT_IN_DLL = "symsrv.dll";
    private static final List<String> KEYWORDS = List.of("srv", "symsrv", "cache");

    private final ParseOptions options;
    private final List<SearchedCaches.Placed> elements = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int number;

    SymbolPathParser(ParseOptions options) {
        this.options = options;
    }

    SymbolPath parse(String text) throws SymbolPathException {
        String source = options.expand() ? PathExpansion.expand(text, options.environment()) : text;
        for (String part : split(source, ';')) {
            String element = unquoted(part.strip());
            if (!element.isEmpty()) {
                number++;
                element(element);
            }
        }
        warnings.addAll(new SearchedCaches(options).warnings(elements));
        return new SymbolPath(
                elements.stream().map(SearchedCaches.Placed::element).toList(), warnings);
    }

    private void element(String text) throws SymbolPathException {
        List<String> tokens = split(text, '*');
        if (tokens.size() == 1) {
            plain(text);
            return;
        }
        List<String> stores = tokens.subList(1, tokens.size());
        switch (keyword(tokens.get(0))) {
            case "srv" -> server(stores);
            case "symsrv" -> provider(text, stores);
            case "cache" -> cache(stores);
            default -> {
                if (!tokens.stream().limit(SymbolPath.MAX_STORES).allMatch(String::isBlank)) {
                    warn("a chain of stores without srv* in front, taken as srv*" + UrlText.maskedPath(text));
                }
                chain(tokens);
            }
        }
    }

    private void plain(String text) throws SymbolPathException {
        Optional<PathStore> place = store(text);
        if (place.isEmpty()) {
            return;
        }
        if (place.get().isReadOnly()) {
            warn("a URL without srv* in front, taken as srv*" + UrlText.masked(text));
            chain(List.of(text));
        } else {
            add(new PathElement.Plain(place.get()));
        }
    }

    private void provider(String text, List<String> tokens) throws SymbolPathException {
        String dll = tokens.get(0).strip();
        if (dll.isEmpty()) {
            leaveOut("no DLL named behind symsrv*");
        } else if (dll.toLowerCase(Locale.ROOT).equals(BUILT_IN_DLL)) {
            server(tokens.subList(1, tokens.size()));
        } else {
            int params = text.indexOf('*', text.indexOf('*') + 1) + 1;
            add(new PathElement.Provider(dll, params == 0 ? "" : text.substring(params)));
        }
    }

    private void server(List<String> tokens) throws SymbolPathException {
        List<String> used = limited(tokens);
        if (used.stream().allMatch(String::isBlank)) {
            add(new PathElement.Cache(new PathStore.Default(false)));
            add(new PathElement.Chain(
                    List.of(new PathStore.Default(true), new PathStore.Url(SymbolPath.PUBLIC_STORE))));
        } else {
            chain(used);
        }
    }

    private void cache(List<String> tokens) throws SymbolPathException {
        Optional<PathStore> store = store(tokens.get(0));
        if (store.isEmpty()) {
            return;
        }
        if (store.get().isReadOnly()) {
            String kind = store.get() instanceof PathStore.Url ? "an HTTP store" : "a store in a bucket";
            warn(kind + " cannot be a cache, taken as srv*"
                    + UrlText.masked(tokens.get(0).strip()));
            chain(tokens.subList(0, 1));
        } else {
            add(new PathElement.Cache(store.get()));
        }
        List<String> rest = tokens.subList(1, tokens.size());
        if (!rest.stream().allMatch(String::isBlank)) {
            String others = UrlText.maskedPath(String.join("*", rest));
            warn("cache* takes one directory, the rest is taken as srv*" + others);
            chain(rest);
        }
    }

    private void chain(List<String> tokens) throws SymbolPathException {
        List<String> used = limited(tokens);
        if (used.stream().allMatch(String::isBlank)) {
            warn("names no store, ignored");
            return;
        }
        List<PathStore> stores = new ArrayList<>();
        for (String token : used) {
            Optional<PathStore> store = store(token);
            if (store.isEmpty()) {
                return;
            }
            if (KEYWORDS.contains(keyword(token))) {
                warn("the keyword " + token.strip() + " inside a chain is taken as the name of a directory");
            }
            stores.add(store.get());
        }
        warnOfMisplacedUrls(stores);
        add(new PathElement.Chain(withDefault(stores)));
    }

    /** The stores of a chain that are used: no more than it may have. */
    private List<String> limited(List<String> tokens) throws SymbolPathException {
        if (tokens.size() <= SymbolPath.MAX_STORES) {
            return tokens;
        }
        String message = "too many stores in element " + number + " (max " + SymbolPath.MAX_STORES + ")";
        if (options.mode() == ParseMode.STRICT) {
            throw new SymbolPathException(message);
        }
        warnings.add(message + ", the first " + SymbolPath.MAX_STORES + " are used");
        return tokens.subList(0, SymbolPath.MAX_STORES);
    }

    /** Names the default store once at most, and in front of a server that nothing else stands in front of. */
    private static List<PathStore> withDefault(List<PathStore> named) {
        List<PathStore> stores = new ArrayList<>();
        boolean isNamed = named.stream().anyMatch(store -> store instanceof PathStore.Default);
        if (named.get(0).isReadOnly()) {
            stores.add(new PathStore.Default(!isNamed));
        }
        for (PathStore store : named) {
            if (!(store instanceof PathStore.Default) || !stores.contains(store)) {
                stores.add(store);
            }
        }
        return stores;
    }

    private void warnOfMisplacedUrls(List<PathStore> stores) {
        for (PathStore store : stores.subList(0, stores.size() - 1)) {
            if (store.isReadOnly()) {
                String kind = store instanceof PathStore.Url ? "the HTTP store " : "the store ";
                warn(kind + UrlText.masked(store.text())
                        + " is not the rightmost of its chain, nothing is copied to it");
            }
        }
    }

    /** The place that a part of an element names; empty if it names none and the element is left out. */
    private Optional<PathStore> store(String token) throws SymbolPathException {
        String text = token.strip();
        if (text.isEmpty()) {
            return Optional.of(new PathStore.Default(false));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            leaveOut("control character in the name of a store");
            return Optional.empty();
        }
        if (UrlText.is(text)) {
            return Optional.of(url(text));
        }
        if (UrlText.isBucket(text)) {
            return Optional.of(bucket(text));
        }
        if (hasOtherScheme(text)) {
            warn("neither http:// nor https://, taken as a directory: " + UrlText.masked(text));
        }
        return Optional.of(directory(PathText.trimmed(text)));
    }

    private PathStore url(String text) {
        int start = text.indexOf("://") + 3;
        int query = UrlText.queryStart(text, start);
        int end = trimmedEnd(text, start, query);
        if (end == start || PathText.isSlash(text, start)) {
            warn("a URL without a host: " + UrlText.masked(text));
        }
        return new PathStore.Url(text.substring(0, end) + text.substring(query));
    }

    private static int trimmedEnd(String text, int start, int last) {
        int end = last;
        while (end > start && (PathText.isSlash(text, end - 1) || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return end;
    }

    private PathStore bucket(String text) {
        int start = text.indexOf("://") + 3;
        int end = trimmedEnd(text, start, text.length());
        if (end == start || PathText.isSlash(text, start)) {
            warn("a URL without a bucket: " + UrlText.masked(text));
        }
        return new PathStore.Bucket(text.substring(0, end));
    }

    private PathStore directory(String path) {
        boolean windows = options.environment().system() == HostSystem.WINDOWS;
        if (!(windows ? UncPath.is(path) : UncPath.isCertain(path))) {
            return new PathStore.Directory(resolved(path));
        }
        int share = PathText.deviceShare(path);
        String unc = share < 0 ? path : "\\\\" + path.substring(share);
        if (PathText.isDevice(unc)) {
            return new PathStore.Directory(path);
        }
        if (UncPath.parts(unc).size() < 2) {
            warn("a server without a share: " + unc);
        }
        return new PathStore.Unc(unc);
    }

    private String resolved(String path) {
        String base = options.environment().workingDirectory();
        boolean usable = !base.isEmpty()
                && base.chars().noneMatch(c -> c == ';' || c == '*' || Character.isISOControl(c))
                && PathText.isAbsolute(base);
        if (!usable || PathText.isAbsolute(path)) {
            return path;
        }
        return PathText.trimmed(path.equals(".") ? base : options.environment().join(base, path));
    }

    private void add(PathElement element) {
        elements.add(new SearchedCaches.Placed(number, element));
    }

    private void leaveOut(String reason) throws SymbolPathException {
        String message = "element " + number + ": " + reason;
        if (options.mode() == ParseMode.STRICT) {
            throw new SymbolPathException(message);
        }
        warnings.add(message + ", left out");
    }

    private void warn(String text) {
        StringBuilder line = new StringBuilder("element ").append(number).append(": ");
        text.chars().forEach(c -> line.append(Character.isISOControl(c) ? '?' : (char) c));
        warnings.add(line.toString());
    }

    private static String keyword(String token) {
        return token.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean hasOtherScheme(String text) {
        int end = text.indexOf("://");
        return end > 1
                && text.chars()
                        .limit(end)
                        .allMatch(c -> Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.');
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
