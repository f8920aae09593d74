// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static final String HOSTILE = "<script>alert('1')</script>\"&\u202Egpj.\u0007";

    private static String page(String name) {
        return StatusPage.html(Samples.facts(name));
    }

    @Test
    void showsEverything() {
        assertThat(page("lost.pdb"))
                .contains("0.1.0", "2 d 2 h", "serving", "listen = 0.0.0.0:8080")
                .contains(".sympath srv*C:\\Symbols*https://symbols.example.com/symbols<")
                .contains("settings set plugin.symbol-locator.symstore.urls https://symbols.example.com/symbols<")
                .contains("DEBUGINFOD_URLS=https://symbols.example.com<")
                .contains("12,345", "80.0 GiB", "100.0 GiB", "90.0 %", "80.0 %", "70.0 %")
                .contains("2026-03-04 05:11:07 UTC", "180 ms", "2.4 s", "4,711")
                .contains("30.0 MiB of 80.0 MiB, 37 %", "searching")
                .contains("502 from lost.pdb", "[exclusions]\nlost.pdb\ndriver.pdb<")
                .contains("/symbols/lost.pdb", "1 min 15 s", "2025-11-20 01:06:07 UTC");
    }

    @Test
    void escapesAllTextOfOthers() {
        assertThat(page(HOSTILE))
                .doesNotContain("<script", "alert('", "\u202E", "\u0007")
                .contains("&lt;script&gt;");
    }

    @Test
    void hasNothingFromElsewhereAndNoScript() {
        assertThat(page("x")).doesNotContain("src=", "@import", "url(", "<script", "style=\"", "onload");
    }

    @Test
    void isLoadedAgainOnlyIfAsked() {
        assertThat(page("x")).doesNotContain("http-equiv");
        assertThat(StatusPage.html(Samples.facts("x"), Optional.of(Duration.ofSeconds(30))))
                .contains("<meta http-equiv=\"refresh\" content=\"30\">");
    }

    @Test
    void anEmptyServerHasAPageToo() {
        StatusFacts full = Samples.facts("x");
        StatusFacts empty = new StatusFacts(
                full.now(),
                full.program(),
                List.of(),
                "http://x",
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(StatusPage.html(empty)).contains("Nothing runs.").doesNotContain("<table");
    }

    @Test
    void thePolicyAllowsTheStyleAndNothingElse() throws Exception {
        String page = page("x");
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        Response response = Pages.html(page);
        assertThat(response.header("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(sum) + "';");
        assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.header("Cache-Control")).contains("no-store");
    }

    @Test
    void jsonHasTheSame() throws IOException {
        String json = StatusPage.json(Samples.facts(HOSTILE));
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                tokens++;
            }
            assertThat(tokens).isGreaterThan(200);
        }
        assertThat(json)
                .contains("\"uptimeMs\":180000000", "\"quota\":107374182400", "\"quota\":null")
                .contains("\"hits5min\":{\"hits\":9,\"files\":10}", "\"blackoutUntil\":\"2026-03-04T05:11:07Z\"")
                .contains("\"p95Ms\":2400", "\"total\":83886080", "\"oldestUse\":\"2025-11-20T01:06:07Z\"");
    }

    private static ListingPage.Listing listing(List<String> path, String after, Optional<String> next) {
        List<ListingPage.Entry> entries = List.of(
                new ListingPage.Entry("javascript:alert(1)", OptionalLong.of(5)),
                new ListingPage.Entry("a b%\u00E9\n\".pdb", OptionalLong.empty()));
        return new ListingPage.Listing(path, entries, "./", after, next);
    }

    @Test
    void aListingHasPages() {
        ListingPage.Listing middle = listing(List.of("symbols"), "<x>", Optional.of("a&b\u00E9"));
        assertThat(ListingPage.html(middle))
                .contains("<a href=\"?\">First page</a>", "<a href=\"?after=a%26b%C3%A9\">Next page</a>")
                .contains("2 names after &lt;x&gt;");
        assertThat(ListingPage.next(middle, "json")).contains("?after=a%26b%C3%A9&format=json");
        assertThat(ListingPage.html(listing(List.of("symbols"), "", Optional.empty())))
                .doesNotContain("First page", "Next page", "after");
        assertThat(ListingPage.html(
                        new ListingPage.Listing(List.of("symbols"), List.of(), "./", "z", Optional.empty())))
                .contains("There is nothing more.", "First page");
    }

    @Test
    void namesOfAListingAreLinksThatStayThere() {
        ListingPage.Listing listing = listing(List.of("symbols", "<b>"), "", Optional.empty());
        assertThat(ListingPage.html(listing))
                .contains("href=\"./javascript%3Aalert%281%29\"", "href=\"./a%20b%25%C3%A9%0A%22.pdb/\"")
                .contains("<h1>Index of /symbols/&lt;b&gt;</h1>", "<a href=\"../\">symbols</a>");
        assertThat(ListingPage.plain(listing))
                .isEqualTo("5\tjavascript%3Aalert%281%29\n-\ta%20b%25%C3%A9%0A%22.pdb/\n");
        assertThat(ListingPage.html(listing(List.of("", "x"), "", Optional.empty())))
                .contains("Index of /x<");
        assertThat(ListingPage.html(
                        new ListingPage.Listing(List.of("s"), listing.entries(), "./s/", "", Optional.empty())))
                .contains("href=\"./s/javascript%3Aalert%281%29\"");
    }

    @Test
    void aListingIsJsonToo() {
        assertThat(ListingPage.json(listing(List.of("s"), "", Optional.of("n"))))
                .isEqualTo(
                        "{\"path\":\"/s\",\"entries\":[{\"name\":\"javascript:alert(1)\",\"directory\":false,\"size\":5},"
                                + "{\"name\":\"a b%\u00E9\\n\\\".pdb\",\"directory\":true}],\"next\":\"n\"}\n");
        assertThat(ListingPage.json(listing(List.of("s"), "", Optional.empty())))
                .endsWith("],\"next\":null}\n");
    }
}
