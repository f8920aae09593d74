// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What all pages have in common: head, style, and the header fields that keep a browser from loading or running anything else. */
public final class Pages {
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d0d7de;--box:#f6f8fa;\
            --link:#0550ae;--bad:#a40e26;--good:#116329;--bar:#0969da;--rest:#c8d1da}
            @media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9da7b3;--line:#30363d;\
            --box:#161b22;--link:#79b8ff;--bad:#ff9d95;--good:#7ee787;--bar:#58a6ff;--rest:#3d444d}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif}
            header,main,footer{max-width:76rem;margin:0 auto;padding:0 1rem}
            header{padding-top:1rem}
            h1{font-size:1.6rem;margin:0;overflow-wrap:anywhere}
            h2{font-size:1.2rem;margin:2rem 0 .5rem}
            h3{font-size:1rem;margin:1rem 0 .25rem;overflow-wrap:anywhere}
            summary{cursor:pointer;margin:.5rem 0}
            summary h3{display:inline;margin:0}
            p{margin:.25rem 0 .5rem;overflow-wrap:anywhere}
            a{color:var(--link)}
            a:focus-visible,.scroll:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
            nav ul{list-style:none;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
            dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.5rem;margin:.75rem 0}
            dl div{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.4rem .7rem}
            dt{color:var(--soft);font-size:.85rem}
            dd{margin:0;font-weight:600;overflow-wrap:anywhere}
            pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.6rem .75rem;margin:.25rem 0 .75rem;\
            white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 ui-monospace,monospace}
            .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px;margin:.25rem 0 .75rem}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            caption{text-align:left;color:var(--soft);padding:.4rem .6rem}
            th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line)}
            thead th{background:var(--box);white-space:nowrap}
            tbody th{font-weight:600;min-width:8rem;overflow-wrap:anywhere}
            td{min-width:4rem;overflow-wrap:break-word}
            td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            td.t{white-space:nowrap}
            td.k,tbody th.k{min-width:13rem;overflow-wrap:anywhere}
            .bad{color:var(--bad);font-weight:600}
            .good{color:var(--good);font-weight:600}
            .soft{color:var(--soft)}
            svg{display:block;max-width:100%}
            .bar{fill:var(--bar)}
            .rest{fill:var(--rest)}
            footer{color:var(--soft);padding-top:1rem;padding-bottom:2rem}
            """;

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Pages() {}

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The answer that shows a page of this package. */
    public static Response html(String page) {
        return safe("text/html; charset=utf-8", page)
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer");
    }

    /** The answer with a text of JSON. */
    public static Response json(String text) {
        return safe("application/json", text);
    }

    /** The answer with a plain text. */
    public static Response plain(String text) {
        return safe("text/plain; charset=utf-8", text);
    }

    private static Response safe(String type, String text) {
        return new Response(
                200,
                List.of(
                        new Response.Header("Content-Type", type),
                        new Response.Header("Cache-Control", "no-store"),
                        new Response.Header("X-Content-Type-Options", "nosniff")),
                Contents.text(text));
    }

    /**
     * A whole page.
     *
     * @param refresh after which it is loaded anew; empty for never
     */
    static String page(String title, Optional<Duration> refresh, Consumer<Html> body) {
        Html html = new Html();
        html.constant("<!DOCTYPE html>\n").begin("html", "lang", "en").begin("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        refresh.ifPresent(time ->
                html.empty("meta", "http-equiv", "refresh", "content", Long.toString(Math.max(time.toSeconds(), 1))));
        html.element("title", title);
        html.begin("style").constant(STYLE).end().end();
        html.begin("body");
        body.accept(html);
        html.end().end().constant("\n");
        return html.done();
    }
}
