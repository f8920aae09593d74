// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.disk.StoreListing;
import dev.symkit.symproxy.route.StorePlace;
import dev.symkit.symproxy.serve.Listings;
import dev.symkit.symproxy.status.ListingPage;
import dev.symkit.symproxy.status.Pages;
import dev.symkit.symproxy.web.Query;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the pages of listings of a directory: HTML; JSON for {@code Accept: application/json} without {@code text/html} and for
 * {@code ?format=json}; lines of text for {@code ?format=text}. {@code ?after=NAME} begins behind a name.
 *
 * @param name of the directory
 */
record ListingPages(String name, StoreListing listing) implements Listings.Pages {
    private static final int BAD_REQUEST = 400;
    private static final String HTML = "html";
    private static final String JSON = "json";

    @Override
    public Optional<Response> page(Request request, StorePlace place, String query) throws IOException {
        Query fields = Query.of(query);
        String format = fields.find("format").orElseGet(() -> accepted(request));
        if (!List.of(HTML, JSON, "text").contains(format)) {
            return Optional.of(Response.text(BAD_REQUEST, "format is html, json or text"));
        }
        String after = fields.get("after");
        return listing.piece(place, after, ListingPage.NAMES)
                .map(piece -> response(request, place, format, after, piece));
    }

    private static String accepted(Request request) {
        String all = String.join(",", request.headers("Accept")).toLowerCase(Locale.ROOT);
        return all.contains("application/json") && !all.contains("text/html") ? JSON : HTML;
    }

    private Response response(
            Request request, StorePlace place, String format, String after, StoreListing.Piece piece) {
        List<String> path = new ArrayList<>();
        path.add(name);
        path.addAll(place.names());
        ListingPage.Listing page = new ListingPage.Listing(
                path,
                piece.entries().stream()
                        .map(entry -> new ListingPage.Entry(entry.name(), entry.size()))
                        .toList(),
                base(request.target()),
                after,
                piece.next());
        Response response = switch (format) {
            case HTML -> Pages.html(ListingPage.html(page));
            case JSON -> Pages.json(ListingPage.json(page));
            default -> Pages.plain(ListingPage.plain(page));
        };
        return response.with("Link", ListingPage.next(page, format).map(where -> "<" + where + ">; rel=\"next\""));
    }

    /** What links begin with: where the target has no slash at its end, browsers take its last segment for a file. */
    private static String base(String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? "./" : "./" + last + "/";
    }
}
