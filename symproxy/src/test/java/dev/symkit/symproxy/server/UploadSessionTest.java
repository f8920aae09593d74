// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files that become one transaction; what there is, and what is deleted again. */
class UploadSessionTest {
    @TempDir
    private Path directory;

    private static HttpResponse<String> post(UploadBed up, String path) throws Exception {
        return up.bed().upload("POST", "/s/" + path, new byte[0]);
    }

    private static String begun(UploadBed up) throws Exception {
        HttpResponse<String> answer = post(up, "transactions?product=Game&version=7&comment=nightly");
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.body().replaceAll("\\{\"session\":\"([0-9a-f-]{36})\"}\\s*", "$1");
    }

    @Test
    void manyFilesAreOneTransactionThatOutlivesTheServer() throws Exception {
        String session;
        try (UploadBed up = UploadBed.in(directory, "")) {
            session = begun(up);
            HttpResponse<String> first = up.put("transactions/" + session + "/one.pdb", UploadBed.pdb(1));
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            assertThat(first.body()).isEqualTo("{\"keys\":[\"one.pdb/" + UploadBed.index(1) + "\"]}\n");
            assertThat(up.put("transactions/" + session + "/one.pdb", UploadBed.pdb(2))
                            .statusCode())
                    .as("the same name, another build")
                    .isEqualTo(201);
            assertThat(up.put("transactions/" + session + "/note.txt", "x".getBytes(StandardCharsets.US_ASCII))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(up.lastId()).as("nothing is stored before the end").isEmpty();
        }
        try (UploadBed up = UploadBed.in(directory, "")) {
            up.put("transactions/" + session + "/ONE.pdb", UploadBed.pdb(1));
            HttpResponse<String> done = post(up, "transactions/" + session + "/commit");
            assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
            assertThat(done.body()).contains("\"transaction\":\"0000000001\"");
            assertThat(Files.readString(up.store().resolve("000Admin/server.txt")))
                    .contains("\"Game\",\"7\",\"nightly\"");
            assertThat(Files.readAllLines(up.store().resolve("000Admin/0000000001")))
                    .hasSize(2);
            assertThat(post(up, "transactions/" + session + "/commit").statusCode())
                    .isEqualTo(404);
            assertThat(up.put("transactions/" + session + "/two.pdb", UploadBed.pdb(3))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void aSessionThatConflictsCanBeCommittedAgain() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            String file = ProxyBed.KEY + "/a.pdb";
            up.put(file, ProxyBed.pdb());
            String session = begun(up);
            up.put("transactions/" + session + "/a.pdb", ProxyBed.pdb(5000));
            assertThat(post(up, "transactions/" + session + "/commit").statusCode())
                    .isEqualTo(409);
            assertThat(post(up, "transactions/" + session + "/commit?overwrite=1")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(up.bed().get("/s/" + file).body()).isEqualTo(ProxyBed.pdb(5000));
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void sessionsAreDroppedByNameAndByAge() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            String session = begun(up);
            assertThat(up.bed()
                            .upload("DELETE", "/s/transactions/" + session, new byte[0])
                            .statusCode())
                    .isEqualTo(204);
            assertThat(up.bed()
                            .upload("DELETE", "/s/transactions/" + session, new byte[0])
                            .statusCode())
                    .isEqualTo(404);
            String old = begun(up);
            String fresh = begun(up);
            Files.setLastModifiedTime(
                    up.store().resolve(".symproxy/uploads").resolve(old),
                    FileTime.from(Instant.now().minus(Duration.ofHours(25))));
            up.bed().server().sweepUploads();
            assertThat(post(up, "transactions/" + old + "/commit").statusCode()).isEqualTo(404);
            assertThat(up.put("transactions/" + fresh + "/one.pdb", UploadBed.pdb(1))
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void aTransactionIsDeletedWithItsFiles() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            String file = "one.pdb/" + UploadBed.index(1) + "/one.pdb";
            up.put(file, UploadBed.pdb(1));
            assertThat(up.bed().get("/s/" + file).statusCode()).isEqualTo(200);
            HttpResponse<String> answer = up.bed().upload("DELETE", "/s/transactions/0000000001", new byte[0]);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"transaction\":\"0000000002\",\"deleted\":\"0000000001\",\"files\":1");
            assertThat(up.bed().get("/s/" + file).statusCode()).isEqualTo(404);
            assertThat(up.bed()
                            .upload("DELETE", "/s/transactions/0000000009", new byte[0])
                            .statusCode())
                    .isEqualTo(404);
            assertThat(up.bed()
                            .upload("DELETE", "/s/transactions/../x", new byte[0])
                            .statusCode())
                    .isEqualTo(400);
            assertThat(up.bed()
                            .upload("DELETE", "/s/transactions/zzz", new byte[0])
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aCopyFromUpstreamIsNotThereForGood() throws Exception {
        try (UploadBed up = UploadBed.with(directory, "kind = mixed\n", "")) {
            String key = "one.pdb/" + UploadBed.index(1);
            Path fetched = up.store().resolve(key).resolve("one.pdb");
            Files.createDirectories(fetched.getParent());
            Files.write(fetched, UploadBed.pdb(1));
            byte[] question = ("[\"" + key + "\"]").getBytes(StandardCharsets.UTF_8);
            assertThat(up.bed().get("/s/" + key + "/one.pdb").statusCode()).isEqualTo(200);
            assertThat(up.bed().upload("POST", "/s/exists", question).body()).isEqualTo("[false]\n");
            up.put(key + "/one.pdb", UploadBed.pdb(1));
            assertThat(up.bed().upload("POST", "/s/exists", question).body()).isEqualTo("[true]\n");
        }
    }

    @Test
    void aListOfKeysIsAnswered() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            up.put("one.pdb/" + UploadBed.index(1) + "/one.pdb", UploadBed.pdb(1));
            String keys = "[\"ONE.pdb/" + UploadBed.index(1) + "\", \"one.pdb/" + UploadBed.index(2)
                    + "\", \"../..\", \"x\", \"one.pdb/" + UploadBed.index(1) + "/one.pdb\"]";
            HttpResponse<String> answer = up.bed().upload("POST", "/s/exists", keys.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("[true,false,false,false,true]\n");
            for (String bad : new String[] {"", "{}", "[1]", "[", "[[]]", "x"}) {
                assertThat(up.bed()
                                .upload("POST", "/s/exists", bad.getBytes(StandardCharsets.UTF_8))
                                .statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
        }
    }
}
