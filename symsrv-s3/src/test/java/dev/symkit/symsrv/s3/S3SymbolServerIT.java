// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StoreException;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The symbol server on a real server, with the requests it sends. */
class S3SymbolServerIT {
    private static final SymbolKey KEY = new SymbolKey("App.PDB", "0f7fcf88442f4b0e9fb51dc4a754d9de2A");
    private static final String PLACE = "app.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE2a";
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path directory;

    private static S3Scene scene;

    private final Requests requests = new Requests();
    private String store = "";
    private S3Bucket bucket = new S3Bucket(new S3Location("none", ""), new S3Connection(S3Settings.ofSystem()));
    private S3SymbolServer server = new S3SymbolServer();

    @BeforeAll
    static void start() throws Exception {
        scene = new S3Scene(directory);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void open() throws IOException {
        store = scene.fresh();
        bucket = scene.bucket(store);
        server = new S3SymbolServer(() -> scene.connection(scene.server().endpoint(), requests));
    }

    @AfterEach
    void close() {
        server.close();
        bucket.close();
    }

    private void put(String path, byte[] content) throws IOException {
        bucket.put(path, content, Optional.of(Instant.parse("2020-01-02T03:04:05Z")), Condition.ANY);
    }

    private LookupResult find(LookupOptions options) throws IOException {
        return server.find("bucket=" + S3Scene.BUCKET + "*prefix=" + store, KEY, options, LookupListener.NONE);
    }

    private LookupResult.Found found() throws IOException {
        LookupResult result = find(LookupOptions.DEFAULT);
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return (LookupResult.Found) result;
    }

    private LookupResult.NotFound missing() throws IOException {
        LookupResult result = find(LookupOptions.DEFAULT);
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    private String list(String place) {
        return "LIST " + store + "/" + place + "/";
    }

    private String get(String path, int length) {
        return "GET " + store + "/" + path + " bytes=0-" + (length - 1);
    }

    private static void discard(LookupResult.Found found) throws IOException {
        assertThat(found.temporary()).isTrue();
        Files.delete(found.path());
        Files.delete(found.path().getParent());
    }

    @Test
    void aHitTakesOneListingAndOneGet() throws IOException {
        put(PLACE + "/app.pdb", CONTENT);
        put(PLACE + "/app.pd_", new byte[] {1});
        LookupResult.Found found = found();
        assertThat(requests.take()).containsExactly(list(PLACE), get(PLACE + "/app.pdb", CONTENT.length));
        assertThat(found.path()).hasFileName("App.PDB").hasBinaryContent(CONTENT);
        assertThat(Files.getLastModifiedTime(found.path()).toInstant()).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(found.store()).isEqualTo("s3://symbols/" + store);
        assertThat(found.attempts()).hasSize(1);
        assertThat(found.attempts().get(0).candidate()).isEqualTo("s3://symbols/" + store + "/" + PLACE + "/app.pdb");
        discard(found);
    }

    @Test
    void aCompressedFileIsGivenUnderTheNameOfTheKey() throws IOException {
        put(PLACE + "/app.pd_", new byte[] {1, 2});
        LookupResult.Found found = found();
        assertThat(requests.take()).containsExactly(list(PLACE), get(PLACE + "/app.pd_", 2));
        assertThat(found.path()).hasFileName("App.PDB").hasBinaryContent(new byte[] {1, 2});
        discard(found);
        put(PLACE + "/app.pdb", CONTENT);
        LookupOptions options = LookupOptions.builder().favorCompressed(true).build();
        LookupResult.Found favoured = (LookupResult.Found) find(options);
        assertThat(favoured.path()).hasBinaryContent(new byte[] {1, 2});
        discard(favoured);
    }

    @Test
    void aMissTakesTwoRequestsAndThenOne() throws IOException {
        LookupResult.NotFound missing = missing();
        assertThat(missing.status()).isEqualTo(Status.MISS);
        assertThat(requests.take()).containsExactly(list(PLACE), "HEAD " + store + "/index2.txt");
        missing();
        assertThat(requests.take()).containsExactly(list(PLACE));
        server.close();
        missing();
        assertThat(requests.take()).hasSize(2);
    }

    @Test
    void aTwoTierStoreIsAskedForItsMarkerOnce() throws IOException {
        put("index2.txt", new byte[] {'.'});
        put("ap/" + PLACE + "/app.pdb", CONTENT);
        discard(found());
        assertThat(requests.take())
                .containsExactly(
                        list(PLACE),
                        "HEAD " + store + "/index2.txt",
                        list("ap/" + PLACE),
                        get("ap/" + PLACE + "/app.pdb", CONTENT.length));
        discard(found());
        assertThat(requests.take())
                .containsExactly(list("ap/" + PLACE), get("ap/" + PLACE + "/app.pdb", CONTENT.length));
        assertThat(find(LookupOptions.builder().tiers(1).build())).isInstanceOf(LookupResult.NotFound.class);
        assertThat(requests.take()).containsExactly(list(PLACE));
    }

    @Test
    void onlyTheCanonicalFormCounts() throws IOException {
        put("App.PDB/" + KEY.index() + "/App.PDB", CONTENT);
        assertThat(missing().code()).isEqualTo(ResultCode.FILE_NOT_FOUND);
    }

    @Test
    void aPointerIsFollowedWithinTheStore() throws IOException {
        put(PLACE + "/file.ptr", "PATH:..\\x\r\nMSG: moved".getBytes(StandardCharsets.UTF_8));
        put("elsewhere/app.pd_", CONTENT);
        assertThat(missing().reason()).startsWith("pointer to ..\\x: not found");
        put(PLACE + "/file.ptr", "PATH:elsewhere\\app.pdb\r\nMSG: moved".getBytes(StandardCharsets.UTF_8));
        LookupResult.Found found = found();
        assertThat(found.path()).hasFileName("App.PDB").hasBinaryContent(CONTENT);
        assertThat(found.message()).contains("moved");
        discard(found);
        put(PLACE + "/file.ptr", ("S3://symbols/" + store + "/elsewhere/app.pd_").getBytes(StandardCharsets.UTF_8));
        discard(found());
    }

    @Test
    void aPointerThatLeadsOutOfTheBucketOrRoundIsRefused() throws IOException {
        put(PLACE + "/file.ptr", "\\\\server\\share\\app.pdb".getBytes(StandardCharsets.UTF_8));
        LookupResult.NotFound out = missing();
        assertThat(out.status()).isEqualTo(Status.DENIED);
        assertThat(out.reason())
                .isEqualTo("pointer to \\\\server\\share\\app.pdb: leads out of the bucket, where it is not followed");
        put(PLACE + "/file.ptr", (PLACE + "/file.ptr").getBytes(StandardCharsets.UTF_8));
        assertThat(missing().reason()).endsWith("more than 4 pointers");
        put(PLACE + "/file.ptr", "MSG: ask Bob".getBytes(StandardCharsets.UTF_8));
        LookupResult.NotFound message = missing();
        assertThat(message.message()).contains("ask Bob");
        assertThat(message.status()).isEqualTo(Status.MISS);
    }

    @Test
    void nothingIsAskedOffline() throws IOException {
        LookupResult.NotFound result = (LookupResult.NotFound)
                find(LookupOptions.builder().offline(true).build());
        assertThat(result.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(requests.take()).isEmpty();
    }

    @Test
    void whatIsNotToBeCopiedIsNotFetched() throws IOException {
        put(PLACE + "/app.pdb", CONTENT);
        LookupResult result = find(LookupOptions.builder().noCopy(true).build());
        assertThat(((LookupResult.Located) result).location())
                .isEqualTo("s3://symbols/" + store + "/" + PLACE + "/app.pdb");
        assertThat(requests.take()).containsExactly(list(PLACE));
    }

    @Test
    void answersPings() throws IOException {
        assertThat(server.ping("s3://" + S3Scene.BUCKET, LookupOptions.DEFAULT)).isTrue();
        assertThat(requests.take()).hasSize(1);
        assertThatThrownBy(() -> server.ping("s3://nobucket", LookupOptions.DEFAULT))
                .isInstanceOf(StoreException.class)
                .hasMessage("s3://nobucket: there is no such bucket");
    }

    @Test
    void saysWhatIsWrongWithParameters() {
        assertThat(server.handles("S3.DLL")).isTrue();
        assertThat(server.handles("s4.dll")).isFalse();
        for (String params : List.of("", "prefix=x", "bucket=a b", "other=1", "bucket=bbb*prefix=..", "s3://")) {
            assertThatThrownBy(() -> server.find(params, KEY, LookupOptions.DEFAULT, LookupListener.NONE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no store in a bucket");
        }
        assertThatThrownBy(() -> server.find("s3://id:secret@bucket", KEY, LookupOptions.DEFAULT, LookupListener.NONE))
                .message()
                .doesNotContain("secret");
        assertThat(requests.take()).isEmpty();
    }
}
