// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import dev.symkit.cli.JsonOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Listings of directories ({@code listing = on}): 1,000 names on a page at most, as HTML, JSON or plain text. */
public final class ListingPage {
    /** Most names on a page. */
    public static final int NAMES = 1000;

    private ListingPage() {}

    /**
     * A name.
     *
     * @param size bytes; empty for a directory
     */
    public record Entry(String name, OptionalLong size) {}

    /**
     * A page of a listing.
     *
     * @param path names from the directory of the server down to this one, decoded; the first may be empty, for the root
     * @param entries those on this page, in order
     * @param base what leads from the URL of the page to what is in the directory, encoded: {@code ./} if it ends with a slash
     * @param after the name that the page begins behind; empty for the first one
     * @param next the name that the next page begins behind; empty for the last one
     */
    public record Listing(List<String> path, List<Entry> entries, String base, String after, Optional<String> next) {
        /** Copies the lists. */
        public Listing {
            path = List.copyOf(path);
            entries = List.copyOf(entries);
        }

        private String title() {
            String joined = String.join("/", path);
            return joined.startsWith("/") ? joined : "/" + joined;
        }
    }

    /** The page. */
    public static String html(Listing listing) {
        return Pages.page("Index of " + listing.title(), Optional.empty(), html -> body(html, listing));
    }

    private static void body(Html html, Listing listing) {
        html.begin("header").element("h1", "Index of " + listing.title());
        crumbs(html, listing.path());
        html.end().begin("main");
        pages(html, listing);
        new Tables(html)
                .table(
                        caption(listing),
                        listing.after().isEmpty() ? "The directory is empty." : "There is nothing more.",
                        List.of(
                                new Tables.Head("Name", Tables.Column.KEY),
                                new Tables.Head("Size", Tables.Column.NUMBER),
                                new Tables.Head("Bytes", Tables.Column.NUMBER)),
                        listing.entries(),
                        (row, entry) -> row.cell(
                                        "",
                                        cell -> cell.element("a", shown(entry), "href", listing.base() + link(entry)))
                                .cell(
                                        entry.size().isPresent()
                                                ? Show.bytes(entry.size().getAsLong())
                                                : "directory")
                                .cell(
                                        entry.size().isPresent()
                                                ? Show.count(entry.size().getAsLong())
                                                : ""));
        html.end();
    }

    private static String shown(Entry entry) {
        return entry.size().isPresent() ? entry.name() : entry.name() + "/";
    }

    private static String link(Entry entry) {
        return entry.size().isPresent() ? encoded(entry.name()) : encoded(entry.name()) + "/";
    }

    private static void crumbs(Html html, List<String> path) {
        html.begin("nav", "aria-label", "Path").begin("ul");
        for (int i = 0; i < path.size(); i++) {
            html.begin("li");
            String name = path.get(i).isEmpty() ? "/" : path.get(i);
            if (i == path.size() - 1) {
                html.element("span", name, "aria-current", "page");
            } else {
                html.element("a", name, "href", "../".repeat(path.size() - 1 - i));
            }
            html.end();
        }
        html.end().end();
    }

    private static String caption(Listing listing) {
        String names = Show.count(listing.entries().size()) + " names";
        return listing.after().isEmpty() ? names : names + " after " + listing.after();
    }

    private static void pages(Html html, Listing listing) {
        Optional<String> next = next(listing, "");
        if (listing.after().isEmpty() && next.isEmpty()) {
            return;
        }
        html.begin("nav", "aria-label", "Pages").begin("ul");
        if (!listing.after().isEmpty()) {
            html.begin("li").element("a", "First page", "href", "?").end();
        }
        next.ifPresent(where ->
                html.begin("li").element("a", "Next page", "href", where).end());
        html.end().end();
    }

    /**
     * Where the next page is, relative to this one; empty if this is the last.
     *
     * @param format that the next one shall have too; empty for none in particular
     */
    public static Optional<String> next(Listing listing, String format) {
        String more = format.isEmpty() ? "" : "&format=" + format;
        return listing.next().map(name -> "?after=" + encoded(name) + more);
    }

    /** A segment of a path, percent-encoded. */
    private static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x7F && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return text.toString();
    }

    /** The page as text, a line for each name: size in bytes ({@code -} for a directory), a tab, the name, percent-encoded. */
    public static String plain(Listing listing) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : listing.entries()) {
            text.append(entry.size().isPresent() ? Long.toString(entry.size().getAsLong()) : "-");
            text.append('\t').append(link(entry)).append('\n');
        }
        return text.toString();
    }

    /** The page as a JSON object: the path, the entries and the name that the next page begins behind. */
    public static String json(Listing listing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            JsonOut.write(bytes, json -> {
                json.text("path", listing.title());
                json.array("entries", listing.entries(), ListingPage::entry);
                if (listing.next().isPresent()) {
                    json.text("next", listing.next().get());
                } else {
                    json.none("next");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void entry(JsonOut json, Entry entry) throws IOException {
        json.text("name", entry.name());
        json.bool("directory", entry.size().isEmpty());
        if (entry.size().isPresent()) {
            json.number("size", entry.size().getAsLong());
        }
    }
}
