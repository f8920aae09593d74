// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import dev.symkit.symproxy.web.Form;
import dev.symkit.symproxy.web.Form.BadFormException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** Reads a form with files with Jetty's parser, the files straight to disk. */
final class FormReader {
    private static final String MULTIPART = "multipart/form-data";
    private static final int MOST_PARTS = 100;
    private static final int MOST_OF_HEADERS = 8 << 10;
    private static final int MOST_OF_FIELD = 4 << 10;

    private FormReader() {}

    static Form read(Request request, Path directory, long most, Optional<MessageDigest> digest)
            throws IOException, BadFormException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String boundary = type != null && type.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length())
                ? MultiPart.extractBoundary(type)
                : null;
        if (boundary == null) {
            throw new BadFormException("the body is no form with a file", false);
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setFilesDirectory(directory);
        parser.setUseFilesForPartsWithoutFileName(true);
        parser.setMaxMemoryFileSize(MOST_OF_FIELD);
        parser.setMaxFileSize(-1);
        parser.setMaxLength(most);
        parser.setMaxParts(MOST_PARTS);
        parser.setPartHeadersMaxLength(MOST_OF_HEADERS);
        Counted body = new Counted(request, digest);
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(body, Promise.Invocable.toPromise(parsed));
        try (MultiPartFormData.Parts parts = parsed.get()) {
            return form(parts, directory);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), body.count.get() > most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static BadFormException failure(@Nullable Throwable cause, boolean tooLarge) throws IOException {
        if (tooLarge) {
            return new BadFormException("the body is too large", true);
        }
        if (cause instanceof HttpException
                || cause instanceof IllegalStateException
                || cause instanceof IllegalArgumentException
                || cause instanceof EOFException // it ends too early
                || cause == null) {
            return new BadFormException("the form cannot be read", false);
        }
        throw cause instanceof IOException problem ? problem : new IOException(cause);
    }

    private static Form form(MultiPartFormData.Parts parts, Path directory) throws IOException, BadFormException {
        Map<String, String> fields = new HashMap<>();
        List<Form.FilePart> files = new ArrayList<>();
        for (MultiPart.Part part : parts) {
            String name = part.getFileName();
            if (name != null) {
                Path file = directory.resolve("part-" + files.size());
                part.writeTo(file);
                files.add(new Form.FilePart(name, file));
            } else if (part.getLength() > MOST_OF_FIELD) {
                throw new BadFormException("a field of the form is too long", true);
            } else if (part.getName() != null) {
                fields.put(part.getName(), part.getContentAsString(StandardCharsets.UTF_8));
            }
        }
        return new Form(fields, files);
    }

    /** Counts the bytes of a body, and gives them to a digest. */
    private static final class Counted implements Content.Source {
        private final Content.Source body;
        private final Optional<MessageDigest> digest;
        private final AtomicLong count = new AtomicLong();

        Counted(Content.Source body, Optional<MessageDigest> digest) {
            this.body = body;
            this.digest = digest;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = body.read();
            if (chunk != null && chunk.hasRemaining()) {
                count.addAndGet(chunk.remaining());
                digest.ifPresent(each -> each.update(chunk.getByteBuffer().slice()));
            }
            return chunk;
        }

        @Override
        public void demand(Runnable demandCallback) {
            body.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
