// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.symkit.symproxy.jetty.JettyEngine;
import dev.symkit.symproxy.web.Engine;
import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symproxy.web.Response;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages as a browser shows them, from a server that runs. Pictures of them are left in {@code target/pages}. */
class StatusPageIT {
    private static final Path PICTURES = Path.of("target", "pages");
    private static final int HEIGHT = 900;

    private static @Nullable Engine engine;
    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Path chromium = Path.of(Programs.assume("chromium"));
        Playwright made = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = made;
        browser = made.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox")));
        EngineSettings settings = new EngineSettings(
                List.of(new EngineSettings.Listener("127.0.0.1", 0, false)),
                Optional.empty(),
                0,
                100,
                100,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                0);
        Engine server =
                new JettyEngine(settings, request -> CompletableFuture.completedStage(answer(request.target())));
        engine = server;
        server.start();
    }

    private static Response answer(String target) {
        return switch (target) {
            case "/status" ->
                Pages.html(StatusPage.html(Samples.facts("a-driver-with-a-rather-long-name-that-nobody-has.pdb")));
            case "/symbols/nt/" -> Pages.html(ListingPage.html(listing()));
            default -> Response.text(404, "nothing");
        };
    }

    private static ListingPage.Listing listing() {
        List<ListingPage.Entry> all = IntStream.range(0, ListingPage.NAMES)
                .mapToObj(i -> new ListingPage.Entry(
                        "module-with-a-name-" + i + ".pdb",
                        i % 3 == 0 ? OptionalLong.empty() : OptionalLong.of(i * 99_999L)))
                .toList();
        return new ListingPage.Listing(
                List.of("symbols", "nt"),
                all,
                "./",
                "module-with-a-name.pdb",
                Optional.of("module-with-a-name-999.pdb"));
    }

    @AfterAll
    static void stop() throws IOException {
        Playwright started = playwright;
        if (started != null) {
            started.close();
        }
        Engine served = engine;
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "/status, 1280, LIGHT",
        "/status, 1280, DARK",
        "/status, 360, LIGHT",
        "/status, 360, DARK",
        "/symbols/nt/, 1280, DARK",
        "/symbols/nt/, 360, LIGHT",
    })
    void aPageCanBeUsedByAll(String target, int width, ColorScheme scheme) throws IOException {
        String base =
                "http://127.0.0.1:" + Objects.requireNonNull(engine).ports().get(0);
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme);
        try (BrowserContext context = Objects.requireNonNull(browser).newContext(options)) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
            page.onPageError(complaints::add);
            page.onRequest(request -> requests.add(request.url()));
            page.navigate(base + target);
            Files.createDirectories(PICTURES);
            String name = target.replaceAll("\\W+", "-") + "-" + width + "-" + scheme + ".png";
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name.substring(1)))
                    .setFullPage(target.equals("/status")));
            assertThat(page.title()).isNotBlank();
            assertThat(findings(page)).as("what is wrong with " + name).isEmpty();
            assertThat(complaints).as("the browser's console").isEmpty();
            assertThat(requests).allMatch(url -> url.startsWith(base + "/"));
        }
    }

    @SuppressWarnings("unchecked") // the script gives texts
    private static List<String> findings(Page page) throws IOException {
        try (var script = Objects.requireNonNull(StatusPageIT.class.getResourceAsStream("page-checks.js"))) {
            return (List<String>) page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
