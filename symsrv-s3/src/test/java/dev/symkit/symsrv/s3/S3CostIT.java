// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What symstore asks of a bucket, counted by the server to the last request. System property {@code symkit.test.s3.entries}: how many entries
 * the large store has, each of a transaction of its own.
 */
class S3CostIT {
    private static final int SMALL = 1000;
    private static final int LARGE = Integer.getInteger("symkit.test.s3.entries", 50_000);

    /** Sorts of requests; the server is paid for each of them. */
    private enum Kind {
        LIST,
        LIST_UPLOADS,
        HEAD,
        GET,
        PUT,
        BEGIN_UPLOAD,
        PUT_PART,
        COMPLETE_UPLOAD,
        ABORT_UPLOAD,
        DELETE;

        static Kind of(String request) {
            String[] parts = request.split("[ ?]", 3);
            boolean upload = request.contains("uploadId=");
            return switch (parts[0]) {
                case "GET" -> parts[1].isEmpty() ? (request.contains("list-type") ? LIST : LIST_UPLOADS) : GET;
                case "PUT" -> upload ? PUT_PART : PUT;
                case "POST" -> upload ? COMPLETE_UPLOAD : BEGIN_UPLOAD;
                case "DELETE" -> upload ? ABORT_UPLOAD : DELETE;
                default -> Kind.valueOf(parts[0]);
            };
        }
    }

    @TempDir
    Path directory;

    private FaultyServer server;
    private S3Writer writer;

    @BeforeEach
    void start() throws IOException {
        writer = new S3Writer("s3://symbols/store", Files.createDirectory(directory.resolve("src")));
        begin();
    }

    private void begin() throws IOException {
        server = new FaultyServer();
        System.setProperty("symsrv.s3.endpoint", server.endpoint());
    }

    @AfterEach
    void stop() {
        System.clearProperty("symsrv.s3.endpoint");
        server.close();
    }

    /** Without renewals of the lock: there is one every 10 s. */
    private static Map<Kind, Integer> count(List<FaultyServer.Exchange> exchanges) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        boolean locked = false;
        for (FaultyServer.Exchange each : exchanges) {
            boolean lock = each.request().equals("PUT store/000Admin/" + StorageNames.LOCK);
            if (!lock || !locked) {
                counts.merge(Kind.of(each.request()), 1, Integer::sum);
            }
            locked |= lock;
        }
        return counts;
    }

    private static int total(Map<Kind, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** @param parts how many parts all files have together */
    private static Map<Kind, Integer> ofAdd(int files, int parts) {
        return new EnumMap<>(Map.of(
                Kind.LIST,
                2 + files, // 000Admin without the lock and under it; key directories
                Kind.LIST_UPLOADS,
                1,
                Kind.HEAD,
                3 + files, // the lock, index2.txt, a plan of the last transaction; refs.ptr under the lock
                Kind.GET,
                6, // lastid.txt three times, history.txt, server.txt, the lock
                Kind.BEGIN_UPLOAD,
                files,
                Kind.PUT_PART,
                parts,
                Kind.COMPLETE_UPLOAD,
                files,
                Kind.PUT,
                6 + files, // the lock, the plan, the transaction file, the three records; refs.ptr
                Kind.DELETE,
                2)); // the plan, the lock
    }

    private static Map<Kind, Integer> ofDel(int entries) {
        return new EnumMap<>(Map.of(
                Kind.LIST, 1 + entries,
                Kind.HEAD, 4 + 2 * entries, // lastid.txt, a plan, index2.txt, and each file before it is deleted
                Kind.GET, 6 + entries, // the records, the transaction file, the lock, lastid.txt again; refs.ptr
                Kind.PUT, 6, // the lock, the plan, the transaction file by its new name, the three records
                Kind.DELETE, 3 + 2 * entries)); // the transaction file, the plan, the lock; both files of an entry
    }

    private Path[] files(String stem, int count) throws IOException {
        Path[] files = new Path[count];
        for (int i = 0; i < count; i++) {
            files[i] = writer.pdb(stem + i + ".pdb", "x");
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void ofNewFilesAndOfTheirDeletion(int count) throws IOException {
        writer.add(writer.pdb("first.pdb", "x"));
        server.takeExchanges();
        String id = writer.add(files("lib", count)).id();
        Map<Kind, Integer> add = count(server.takeExchanges());
        writer.delete(id);
        Map<Kind, Integer> del = count(server.takeExchanges());
        assertThat(add).isEqualTo(ofAdd(count, count));
        assertThat(total(add)).isEqualTo(6 * count + 20);
        assertThat(del).isEqualTo(ofDel(count));
        assertThat(total(del)).isEqualTo(6 * count + 20);
        assertThat(server.bucket().uploads()).isZero();
    }

    /** A request for each part of 8 MiB, and three for the rest. */
    @Test
    void ofAFileInSeveralParts() throws IOException {
        byte[] content = new byte[20_000_000];
        new Random(1).nextBytes(content);
        Path large = Files.write(
                directory.resolve("large.pdb"),
                new PdbBuilder()
                        .guid(UUID.nameUUIDFromBytes(new byte[] {1})).stream(content)
                                .build());
        writer.add(writer.pdb("first.pdb", "x"));
        server.takeExchanges();
        String id = writer.add(large, writer.pdb("small.pdb", "x")).id();
        int parts = 1 + (int) ((Files.size(large) + S3Output.PART - 1) / S3Output.PART);
        assertThat(parts).isEqualTo(4);
        assertThat(count(server.takeExchanges())).isEqualTo(ofAdd(2, parts));
        writer.delete(id);
        assertThat(count(server.takeExchanges())).isEqualTo(ofDel(2));
    }

    /** The stored copy is read, and seen to be there still; no file is staged. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void ofFilesThatAreThereAndOfTheDeletionOfTheirReferences(int count) throws IOException {
        writer.add(files("lib", count));
        server.takeExchanges();
        String id = writer.add(files("lib", count)).id();
        Map<Kind, Integer> expected = ofAdd(0, 0);
        expected.values().removeIf(each -> each == 0);
        expected.merge(Kind.LIST, 2 * count, Integer::sum);
        expected.merge(Kind.GET, 3 * count, Integer::sum);
        expected.merge(Kind.HEAD, count, Integer::sum);
        expected.merge(Kind.PUT, count, Integer::sum);
        assertThat(count(server.takeExchanges())).isEqualTo(expected);
        writer.delete(id);
        Map<Kind, Integer> ofDel = ofDel(0);
        ofDel.merge(Kind.LIST, count, Integer::sum);
        ofDel.merge(Kind.GET, count, Integer::sum);
        ofDel.merge(Kind.PUT, count, Integer::sum);
        assertThat(count(server.takeExchanges())).isEqualTo(ofDel);
    }

    /** What a transaction asks in a store of some size, and what it moves besides what names all transactions. */
    private record Cost(List<Map<Kind, Integer>> requests, long records, long rest) {}

    /** A store of so many entries of ten names, each added by a transaction of its own; put there as it is. */
    private void seed(int entries) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= entries; i++) {
            String id = new TransactionId(i).text();
            String key = "lib" + i % 10 + ".pdb/" + String.format(Locale.ROOT, "%032X1", i);
            lines.append(id).append(",add,file,11/30/2026,12:00:00,\"p\",\"\",\"\",\r\n");
            put(key + "/lib" + i % 10 + ".pdb", "x");
            put(key + "/refs.ptr", id + ",file,\"C:\\out\\lib.pdb\",pri,,N,,");
            put("000Admin/" + id, "\"" + key.replace('/', '\\') + "\",\"C:\\out\\lib.pdb\"\r\n");
        }
        put("000Admin/server.txt", lines.toString());
        put("000Admin/history.txt", lines.substring(0, lines.length() - 2));
        put("000Admin/lastid.txt", new TransactionId(entries).text());
        put("pingme.txt", "");
    }

    private void put(String path, String content) {
        server.bucket().put("store/" + path, content.getBytes(UTF_8));
    }

    private Cost cost(int entries) throws IOException {
        server.close();
        begin();
        seed(entries);
        long[] bytes = new long[2];
        List<Map<Kind, Integer>> requests = new ArrayList<>();
        String id = writer.add(files("lib", 10)).id();
        measure(requests, bytes);
        writer.delete(id);
        measure(requests, bytes);
        writer.delete("0000000001"); // long ago
        measure(requests, bytes);
        return new Cost(requests, bytes[0], bytes[1]);
    }

    private void measure(List<Map<Kind, Integer>> requests, long[] bytes) {
        List<FaultyServer.Exchange> exchanges = server.takeExchanges();
        requests.add(count(exchanges));
        for (FaultyServer.Exchange each : exchanges) {
            boolean record = each.request().matches(".*/(history\\.txt|server\\.txt|\\d{10}\\.pending)");
            bytes[record ? 0 : 1] += each.sent() + each.answered();
        }
    }

    /** In a list for each transaction there is a line of 50 bytes, which is read, written, and in the plan deflated. */
    @Test
    void doesNotDependOnWhatTheStoreHolds() throws IOException {
        Cost small = cost(SMALL);
        Cost large = cost(LARGE);
        assertThat(small.requests()).containsExactly(ofAdd(10, 10), ofDel(10), ofDel(1));
        assertThat(large.requests()).isEqualTo(small.requests());
        assertThat(large.rest()).isCloseTo(small.rest(), Offset.offset(100L));
        long lines = 3L * 2 * (LARGE - SMALL) * 52; // three transactions, two lists
        assertThat(large.records() - small.records()).isBetween(2 * lines, 3 * lines);
        System.out.println(IntStream.of(SMALL, LARGE).boxed().toList() + " entries: " + small + " " + large);
    }
}
