// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A server that takes uploads into {@code /s}, and clients that send them. */
final class UploadBed implements AutoCloseable {
    private final Path store;
    private final ProxyBed bed;

    private UploadBed(Path store, ProxyBed bed) {
        this.store = store;
        this.bed = bed;
    }

    /**
     * A server with a store.
     *
     * @param more sections of the configuration
     */
    static UploadBed in(Path directory, String more) throws IOException {
        return with(directory, "kind = store\n", more);
    }

    /** The same with keys of the directory. */
    static UploadBed with(Path directory, String keys, String more) throws IOException {
        Path store = directory.resolve("store");
        String text = "[directory s]\npath = " + store + "\nuploads = on\n" + keys + more;
        return new UploadBed(store, ProxyBed.with(directory, text));
    }

    ProxyBed bed() {
        return bed;
    }

    Path store() {
        return store;
    }

    HttpResponse<String> put(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return bed.upload("PUT", "/s/" + path, body, headers);
    }

    /** Sends an archive as the only file of a form. */
    HttpResponse<String> zip(String query, byte[] archive, String... headers) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = """
                --xyz
                Content-Disposition: form-data; name="product"

                Game
                --xyz
                Content-Disposition: form-data; name="symbols.zip"; filename="../s.zip"
                Content-Type: application/zip

                """;
        body.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(archive);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        String[] all = Stream.concat(Stream.of("Content-Type", "multipart/form-data; boundary=xyz"), Stream.of(headers))
                .toArray(String[]::new);
        return bed.upload("POST", "/s/upload" + query, body.toByteArray(), all);
    }

    /** An archive with files by their names. */
    static byte[] archive(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A PDB with an identity of its own. */
    static byte[] pdb(int number) {
        return new dev.symkit.testkit.PdbBuilder().guid(new UUID(1, number)).build();
    }

    /** The index of that. */
    static String index(int number) {
        return String.format(java.util.Locale.ROOT, "0000000000000001%016X1", number);
    }

    /** Ids of the transactions that the store says there were. */
    String lastId() throws IOException {
        Path file = store.resolve("000Admin/lastid.txt");
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /** What waits to be stored, or was left behind. */
    long waiting() throws IOException {
        Path uploads = store.resolve(".symproxy/uploads");
        if (Files.notExists(uploads)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(uploads)) {
            return all.count();
        }
    }

    @Override
    public void close() throws IOException {
        bed.close();
    }
}
