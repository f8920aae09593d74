// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects and the uploads of a bucket, with what of the protocol this module uses. One request at a time. Thread-safe. */
@SuppressWarnings("ArrayRecordComponent") // never compared
final class MemoryBucket {
    /** Behind all characters of keys. */
    static final char LAST = '\uffff';

    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    /** A request; the query is decoded. */
    record Request(String method, String key, String query, Map<String, String> headers, byte[] body) {
        String parameter(String name) {
            for (String each : query.split("&", -1)) {
                if (each.equals(name) || each.startsWith(name + "=")) {
                    return each.substring(Math.min(each.length(), name.length() + 1));
                }
            }
            return "";
        }

        boolean has(String name) {
            return Arrays.stream(query.split("&", -1))
                    .anyMatch(each -> each.equals(name) || each.startsWith(name + "="));
        }
    }

    /** What is sent back. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer error(int status, String code) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/xml"),
                    FaultyServer.xml("<Error><Code>" + code + "</Code><Message>as told</Message></Error>"));
        }

        static Answer xml(String text) {
            return new Answer(200, Map.of("Content-Type", "application/xml"), FaultyServer.xml(text));
        }

        /** A listing without what is told of each object. */
        Answer bare() {
            String text = new String(body, StandardCharsets.UTF_8);
            String names = text.replaceAll("<LastModified>.*?</Size>", "");
            return new Answer(status, headers, names.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An object. */
    record Stored(byte[] content, String tag, Instant time, String modified) {}

    /** An upload that is not completed. */
    private record Open(String key, Instant begun, String modified, TreeMap<Integer, byte[]> parts) {}

    /** What was at a key before it was changed. */
    private record Change(String key, Optional<Stored> before) {}

    private static final int REMEMBERED = 40;

    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final Map<String, Open> uploads = new LinkedHashMap<>();
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private int number;
    private int staleListings;

    synchronized Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        objects.forEach((key, object) -> tags.put(key, object.tag()));
        return tags;
    }

    synchronized int uploads() {
        return uploads.size();
    }

    /** Makes all open uploads older. */
    synchronized void age(long hours) {
        uploads.replaceAll((id, open) ->
                new Open(open.key(), open.begun().minus(hours, ChronoUnit.HOURS), open.modified(), open.parts()));
    }

    synchronized void put(String key, byte[] content) {
        change(key, Optional.of(new Stored(content, md5(content), now(), "")));
    }

    synchronized void delete(String key) {
        change(key, Optional.empty());
    }

    private void change(String key, Optional<Stored> to) {
        Optional<Stored> before =
                Optional.ofNullable(to.isPresent() ? objects.put(key, to.get()) : objects.remove(key));
        changes.addLast(new Change(key, before));
        if (changes.size() > REMEMBERED) {
            changes.removeFirst();
        }
    }

    /** What is there, as it was some changes ago. */
    private NavigableMap<String, Stored> earlier(String prefix) {
        TreeMap<String, Stored> all = new TreeMap<>(objects.subMap(prefix, prefix + LAST));
        int ago = 1 + staleListings++ * 7 % REMEMBERED;
        Iterator<Change> latestFirst = changes.descendingIterator();
        for (int i = 0; i < ago && latestFirst.hasNext(); i++) {
            Change change = latestFirst.next();
            if (change.key().startsWith(prefix)) {
                change.before()
                        .ifPresentOrElse(before -> all.put(change.key(), before), () -> all.remove(change.key()));
            }
        }
        return all;
    }

    synchronized String text(String key) {
        Stored there = objects.get(key);
        return there == null ? "absent" : new String(there.content(), StandardCharsets.UTF_8);
    }

    synchronized Optional<byte[]> content(String key) {
        return Optional.ofNullable(objects.get(key)).map(Stored::content);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    synchronized Answer answer(Request request, boolean stale) {
        return switch (request.method()) {
            case "GET" ->
                request.has("uploads")
                        ? openUploads(request)
                        : request.has("list-type")
                                ? MemoryListing.page(request, stale ? earlier(request.parameter("prefix")) : objects)
                                : get(request);
            case "HEAD" -> get(request);
            case "PUT" -> request.has("uploadId") ? part(request) : write(request);
            case "POST" -> request.has("uploads") ? begin(request) : complete(request);
            case "DELETE" -> remove(request);
            default -> Answer.error(405, "MethodNotAllowed");
        };
    }

    private Answer get(Request request) {
        Stored there = objects.get(request.key());
        if (there == null) {
            return Answer.error(404, "NoSuchKey");
        }
        if (request.headers().containsKey("If-Match")
                && !request.headers().get("If-Match").equals("\"" + there.tag() + "\"")) {
            return Answer.error(412, "PreconditionFailed");
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", "\"" + there.tag() + "\"");
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(there.time().atOffset(ZoneOffset.UTC)));
        if (!there.modified().isEmpty()) {
            headers.put("x-amz-meta-mtime", there.modified());
        }
        String range = request.headers().getOrDefault("Range", "");
        if (range.isEmpty()) {
            return new Answer(200, headers, there.content());
        }
        String[] ends = range.replace("bytes=", "").split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int to = Math.min(there.content().length, Integer.parseInt(ends[1]) + 1);
        if (from >= there.content().length) {
            return Answer.error(416, "InvalidRange");
        }
        headers.put("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + there.content().length);
        return new Answer(206, headers, Arrays.copyOfRange(there.content(), from, to));
    }

    /** Empty if the condition holds. */
    private Optional<Answer> refusal(Request request) {
        Stored there = objects.get(request.key());
        String match = request.headers().getOrDefault("If-Match", "");
        if (!match.isEmpty() && there == null) {
            return Optional.of(Answer.error(404, "NoSuchKey"));
        }
        boolean other = there != null && !match.isEmpty() && !match.equals("\"" + there.tag() + "\"");
        boolean refused = other || (request.headers().containsKey("If-None-Match") && there != null);
        return refused ? Optional.of(Answer.error(412, "PreconditionFailed")) : Optional.empty();
    }

    private Answer write(Request request) {
        if (request.headers().containsKey("x-amz-copy-source")) {
            return copy(request);
        }
        return refusal(request).orElseGet(() -> {
            String tag = md5(request.body());
            change(
                    request.key(),
                    Optional.of(new Stored(
                            request.body(), tag, now(), request.headers().getOrDefault("x-amz-meta-mtime", ""))));
            return new Answer(200, Map.of("ETag", "\"" + tag + "\""), new byte[0]);
        });
    }

    private Answer copy(Request request) {
        String from = URLDecoder.decode(request.headers().get("x-amz-copy-source"), StandardCharsets.UTF_8)
                .replaceFirst("^/?symbols/", "");
        Stored there = objects.get(from);
        if (there == null) {
            return Answer.error(404, "NoSuchKey");
        }
        change(request.key(), Optional.of(there));
        return Answer.xml("<CopyObjectResult><ETag>\"" + there.tag() + "\"</ETag></CopyObjectResult>");
    }

    private Answer begin(Request request) {
        String id = "upload-" + ++number;
        uploads.put(
                id,
                new Open(
                        request.key(), now(), request.headers().getOrDefault("x-amz-meta-mtime", ""), new TreeMap<>()));
        return Answer.xml("<InitiateMultipartUploadResult><Bucket>symbols</Bucket><Key>" + request.key()
                + "</Key><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    private Answer part(Request request) {
        Open open = uploads.get(request.parameter("uploadId"));
        if (open == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        open.parts().put(Integer.valueOf(request.parameter("partNumber")), request.body());
        return new Answer(200, Map.of("ETag", "\"" + md5(request.body()) + "\""), new byte[0]);
    }

    private Answer complete(Request request) {
        Open open = uploads.get(request.parameter("uploadId"));
        if (open == null) {
            return Answer.error(404, "NoSuchUpload");
        }
        return refusal(request).orElseGet(() -> {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            StringBuilder digests = new StringBuilder();
            int parts = 0;
            Matcher matcher = PART.matcher(new String(request.body(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                byte[] part = Objects.requireNonNull(open.parts().get(Integer.valueOf(matcher.group(1))));
                content.writeBytes(part);
                digests.append(md5(part));
                parts++;
            }
            String tag = md5(HexFormat.of().parseHex(digests)) + "-" + parts;
            change(request.key(), Optional.of(new Stored(content.toByteArray(), tag, now(), open.modified())));
            uploads.remove(request.parameter("uploadId"));
            return Answer.xml("<CompleteMultipartUploadResult><Bucket>symbols</Bucket><Key>" + request.key()
                    + "</Key><ETag>\"" + tag + "\"</ETag></CompleteMultipartUploadResult>");
        });
    }

    private Answer remove(Request request) {
        if (request.has("uploadId")) {
            return uploads.remove(request.parameter("uploadId")) == null
                    ? Answer.error(404, "NoSuchUpload")
                    : new Answer(204, Map.of(), new byte[0]);
        }
        return refusal(request).orElseGet(() -> {
            delete(request.key());
            return new Answer(204, Map.of(), new byte[0]);
        });
    }

    private Answer openUploads(Request request) {
        StringBuilder all = new StringBuilder();
        uploads.forEach((id, open) -> {
            if (open.key().startsWith(request.parameter("prefix"))) {
                all.append("<Upload><Key>" + open.key() + "</Key><UploadId>" + id + "</UploadId><Initiated>"
                        + open.begun() + "</Initiated></Upload>");
            }
        });
        return Answer.xml("<ListMultipartUploadsResult><Bucket>symbols</Bucket><IsTruncated>false</IsTruncated>" + all
                + "</ListMultipartUploadsResult>");
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
