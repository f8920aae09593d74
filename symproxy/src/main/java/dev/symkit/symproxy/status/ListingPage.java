// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Listings of directories ({@code listing = on}): 1,000 names on a page, as HTML or plain text. */
public final class ListingPage {
    /** Names on a page. */
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
     * @param page from 1 on
     * @param pages how many there are, at least 1
     * @param total names on all pages
     */
    public record Listing(List<String> path, List<Entry> entries, int page, int pages, int total) {
        /** Copies the lists. */
        public Listing {
            path = List.copyOf(path);
            entries = List.copyOf(entries);
        }

        /** A page of all names; a number past the ends means the nearest one. */
        public static Listing of(List<String> path, List<Entry> all, int page) {
            int pages = Math.max(1, (all.size() + NAMES - 1) / NAMES);
            int shown = Math.min(Math.max(page, 1), pages);
            int start = (shown - 1) * NAMES;
            return new Listing(path, all.subList(start, Math.min(start + NAMES, all.size())), shown, pages, all.size());
        }

        private String title() {
            String joined = String.join("/", path);
            return joined.startsWith("/") || joined.isEmpty() ? "/" + joined.replaceFirst("^/", "") : "/" + joined;
        }
    }

    /** The page, to be served at a URL that ends with a slash. */
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
                        Show.count(listing.total()) + " names, page " + listing.page() + " of " + listing.pages(),
                        "The directory is empty.",
                        List.of(
                                new Tables.Head("Name", Tables.Column.KEY),
                                new Tables.Head("Size", Tables.Column.NUMBER),
                                new Tables.Head("Bytes", Tables.Column.NUMBER)),
                        listing.entries(),
                        (row, entry) -> row.cell(
                                        "", cell -> cell.element("a", shown(entry), "href", "./" + link(entry)))
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

    private static void pages(Html html, Listing listing) {
        if (listing.pages() == 1) {
            return;
        }
        html.begin("nav", "aria-label", "Pages").begin("ul");
        if (listing.page() > 1) {
            html.begin("li")
                    .element("a", "Page before", "href", "?page=" + (listing.page() - 1))
                    .end();
        }
        if (listing.page() < listing.pages()) {
            html.begin("li")
                    .element("a", "Next page", "href", "?page=" + (listing.page() + 1))
                    .end();
        }
        html.end().end();
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
}
