// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.bucket.SignedUrl;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.encode.Sidecars;
import dev.symkit.symproxy.fill.FillResult;
import dev.symkit.symproxy.web.ByteRange;
import dev.symkit.symproxy.web.Content;
import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.FileVersion;
import dev.symkit.symproxy.web.HttpDate;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import dev.symkit.symproxy.web.Response.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes responses with files (symproxy.md 8.3): whole, in part, or not at all where the client has the file. Immutable.
 *
 * @param isPrivate whether only who asked may keep what is sent
 * @param forNetworks whether a content delivery network in front is told so too
 */
public record FileResponses(boolean isPrivate, boolean forNetworks) {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int FOUND = 302;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_SATISFIABLE = 416;
    private static final Header OCTETS = new Header("Content-Type", "application/octet-stream");
    private static final Header RANGES = new Header("Accept-Ranges", "bytes");
    private static final Header NO_RANGES = new Header("Accept-Ranges", "none");
    private static final Header NO_SNIFF = new Header("X-Content-Type-Options", "nosniff");
    private static final Header VARY = new Header("Vary", "Accept-Encoding");

    private static final String FOR_EVER = "max-age=31536000, immutable";

    /** Opens a part of a file. */
    @FunctionalInterface
    interface Opener {
        Content open(long position, long length) throws IOException;
    }

    /** The header fields of a file, but for those of a part. */
    List<Header> headers(FileVersion version, String source) {
        List<Header> headers = new ArrayList<>();
        headers.add(OCTETS);
        headers.add(RANGES);
        version.tag().ifPresent(tag -> headers.add(new Header("ETag", tag)));
        headers.add(new Header("Last-Modified", HttpDate.format(version.modified())));
        always(headers, source);
        return List.copyOf(headers);
    }

    private void always(List<Header> headers, String source) {
        headers.add(new Header("Cache-Control", (isPrivate ? "private, " : "public, ") + FOR_EVER));
        if (forNetworks && !isPrivate) {
            headers.add(new Header("CDN-Cache-Control", FOR_EVER));
            headers.add(new Header("Surrogate-Control", "max-age=31536000"));
        }
        headers.add(NO_SNIFF);
        headers.add(new Header("X-Symbol-Source", source.isEmpty() ? "cache" : source));
    }

    /**
     * A file that is here.
     *
     * @param broken hears if it cannot be read while it is sent
     * @throws IOException if it cannot be opened
     */
    Response stored(Request request, StoredFile file, String source, Consumer<IOException> broken) throws IOException {
        FileVersion version = file.version();
        return respond(
                request,
                version,
                headers(version, source),
                (position, length) -> new TellingContent(Contents.file(file.path(), position, length), broken));
    }

    /**
     * A file that is here and may be sent in other forms too.
     *
     * @param broken hears if it cannot be read while it is sent
     * @throws IOException if it cannot be opened
     */
    Response oneForm(Request request, StoredFile file, String source, Consumer<IOException> broken) throws IOException {
        return stored(request, file, source, broken).with(VARY.name(), VARY.value());
    }

    /**
     * A compressed copy of a file that is here. Its tag is a weak one: copies of other instances may have other bytes. Who wants a part of the
     * file hears that there are none of this form.
     *
     * @throws IOException if the copy cannot be opened
     */
    Response encoded(Request request, StoredFile file, Sidecars.Sidecar copy, String source) throws IOException {
        String coding = copy.coding().token();
        FileVersion version = file.version();
        Optional<String> tag = version.tag().map(text -> text.replaceAll("\"$", "-" + coding + "\""));
        List<Header> headers = new ArrayList<>();
        headers.add(OCTETS);
        headers.add(NO_RANGES);
        headers.add(new Header("Content-Encoding", coding));
        tag.ifPresent(text -> headers.add(new Header("ETag", "W/" + text)));
        headers.add(new Header("Last-Modified", HttpDate.format(version.modified())));
        always(headers, source);
        headers.add(VARY);
        return respond(
                request,
                new FileVersion(copy.size(), version.modified(), tag),
                headers,
                (position, length) -> Contents.file(copy.path(), position, length));
    }

    /** A file whose bytes and header fields are in memory. */
    Response inMemory(Request request, FileVersion version, List<Header> headers, ByteBuffer bytes) {
        try {
            return respond(
                    request,
                    version,
                    headers,
                    (position, length) -> Contents.buffer(bytes.slice((int) position, (int) length)));
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read", e);
        }
    }

    private static Response respond(Request request, FileVersion version, List<Header> headers, Opener opener)
            throws IOException {
        if (version.isKnownTo(request)) {
            return new Response(NOT_MODIFIED, headers, new OnlyLength(version.size()));
        }
        Optional<ByteRange> range = version.range(request);
        if (range.isEmpty()) {
            return new Response(OK, headers, opener.open(0, version.size()));
        }
        return part(range.get(), version.size(), headers, opener);
    }

    private static Response part(ByteRange range, long size, List<Header> headers, Opener opener) throws IOException {
        String where = range.contentRange(size);
        if (!range.isSatisfiable()) {
            return Response.text(NOT_SATISFIABLE, "no such bytes").with("Content-Range", where);
        }
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Range", where));
        return new Response(PARTIAL, all, opener.open(range.start(), range.length()));
    }

    /** A file that is arriving: without tag, because nobody knows yet what it is as a whole. */
    Response arriving(Request request, FillResult.Arriving arriving) {
        List<Header> headers = new ArrayList<>();
        headers.add(OCTETS);
        always(headers, arriving.upstream());
        long size = arriving.file().size();
        Optional<ByteRange> range =
                size < 0 ? Optional.empty() : new FileVersion(size, Instant.EPOCH, Optional.empty()).range(request);
        if (range.isEmpty()) {
            return new Response(OK, headers, arriving.file().content(0, size));
        }
        try {
            return part(range.get(), size, headers, arriving.file()::content);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is opened", e);
        }
    }

    /** The response to HEAD for a file that an upstream has; to any request for one that the client gets there itself. */
    Response there(FillResult.There there) {
        if (there.signed().isPresent()) {
            return elsewhere(there.signed().get(), there.upstream());
        }
        List<Header> headers = new ArrayList<>();
        headers.add(OCTETS);
        always(headers, there.upstream());
        return new Response(OK, headers, new OnlyLength(there.size()));
    }

    private static Response elsewhere(SignedUrl signed, String source) {
        String half = "private, max-age=" + signed.life().dividedBy(2).toSeconds();
        return Response.of(FOUND)
                .with("Location", signed.url().toASCIIString())
                .with("Cache-Control", half)
                .with("X-Symbol-Source", source);
    }

    /** Stands for a body that is not sent. */
    private record OnlyLength(long length) implements Content {
        @Override
        public int read(ByteBuffer into) {
            return -1;
        }

        @Override
        public void whenMore(Runnable again) {
            again.run();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
