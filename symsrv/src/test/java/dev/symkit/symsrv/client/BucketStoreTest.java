// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.DEFAULT;
import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores {@code s3://...} of a symbol path, with a provider for {@code s3.dll} that has one file at most. */
class BucketStoreTest {
    private static final String STORE = "s3://b/p";

    @TempDir
    Path root;

    private ClientScene scene;
    private final List<String> asked = new ArrayList<>();
    private Optional<byte[]> content = Optional.empty();
    private Optional<IOException> failure = Optional.empty();
    private String name = "a.pdb";
    private Optional<Path> given = Optional.empty();

    @BeforeEach
    void set() {
        scene = new ClientScene(root).with(builder -> builder.providers(List.of(new Bucket())));
    }

    private final class Bucket implements SymbolServerProvider {
        @Override
        public boolean handles(String dllName) {
            return dllName.equalsIgnoreCase("s3.dll");
        }

        @Override
        public LookupResult find(String params, SymbolKey key, LookupOptions options, LookupListener listener)
                throws IOException {
            asked.add(params);
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (content.isEmpty()) {
                return new LookupResult.NotFound(
                        Status.MISS, ResultCode.FILE_NOT_FOUND, "not there", Optional.empty(), List.of());
            }
            if (options.noCopy()) {
                return new LookupResult.Located(params + "/x", params, Optional.empty(), List.of());
            }
            Path file = Files.createTempDirectory(root, "symsrv-test-").resolve(name);
            given = Optional.of(Files.write(file, content.get()));
            return new LookupResult.Found(file, params + "/x", true, Optional.of("hello"), List.of());
        }

        @Override
        public boolean ping(String params, LookupOptions options) throws IOException {
            asked.add(params);
            if (failure.isPresent()) {
                throw failure.get();
            }
            return true;
        }
    }

    private LookupResult.Found found(String path) {
        LookupResult result = scene.find(path);
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return (LookupResult.Found) result;
    }

    private LookupResult.NotFound missing(String path) {
        LookupResult result = scene.find(path);
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    private void nothingIsLeft() {
        assertThat(given).isPresent();
        assertThat(given.get().getParent()).doesNotExist();
    }

    @Test
    void whatIsFoundIsCopiedToTheLeft() {
        content = Optional.of(pdb());
        LookupResult.Found result = found("srv*c*d*" + STORE);
        assertThat(result.path()).isEqualTo(scene.at(place("c", "a.pdb"))).hasBinaryContent(pdb());
        assertThat(result.temporary()).isFalse();
        assertThat(result.message()).contains("hello");
        assertThat(scene.at(place("d", "a.pdb"))).hasBinaryContent(pdb());
        assertThat(asked).containsExactly(STORE);
        nothingIsLeft();
        found("srv*c*d*" + STORE);
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneAloneHasTheDefaultStoreInFrontOfIt() {
        content = Optional.of(pdb());
        assertThat(found("srv*" + STORE).path()).isEqualTo(scene.at(place(DEFAULT, "a.pdb")));
        nothingIsLeft();
    }

    @Test
    void cachesOnTheLeftKeepItsFiles() {
        content = Optional.of(pdb());
        assertThat(found("cache*c;" + STORE).path()).isEqualTo(scene.at(place("c", "a.pdb")));
        assertThat(scene.at(DEFAULT)).doesNotExist();
    }

    @Test
    void aCompressedFileIsUnpacked() {
        content = Optional.of(cab("a.pdb", pdb()));
        assertThat(found("srv*c*" + STORE).path())
                .isEqualTo(scene.at(place("c", "a.pdb")))
                .hasBinaryContent(pdb());
        nothingIsLeft();
    }

    @Test
    void aFileThatIsNotTheWantedOneIsNotTaken() {
        content = Optional.of(new byte[] {'<', 'h', 't', 'm', 'l', '>'});
        assertThat(missing("srv*c*" + STORE).status()).isEqualTo(Status.BAD_FILE);
        nothingIsLeft();
        content = Optional.of(pdb());
        name = "b.pdb";
        assertThat(missing("srv*c*" + STORE).reason()).contains("a file of another name: b.pdb");
        nothingIsLeft();
    }

    @Test
    void aMissIsRemembered() throws IOException {
        try (SymSrvClient client = scene.client("srv*c*" + STORE)) {
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.NotFound.class);
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.NotFound.class);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void aFailureIsToldWithItsReasonAndNotRemembered() throws IOException {
        failure = Optional.of(new IOException("no answer"));
        try (SymSrvClient client = scene.client("srv*c*" + STORE)) {
            LookupResult.NotFound first = (LookupResult.NotFound) client.find(KEY);
            assertThat(first.status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(first.reason()).isEqualTo("s3://b/p cannot be read: no answer");
            failure = Optional.of(new AccessDeniedException("s3://b/p", null, "403"));
            LookupResult.NotFound second = (LookupResult.NotFound) client.find(KEY);
            assertThat(second.status()).isEqualTo(Status.DENIED);
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void oneThatFailsAgainAndAgainIsLeftAlone() throws IOException {
        failure = Optional.of(new IOException("no answer"));
        try (SymSrvClient client = scene.client("srv*c*" + STORE)) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.find(KEY)).isInstanceOf(LookupResult.NotFound.class);
            }
        }
        assertThat(asked).hasSizeLessThan(20);
        assertThat(scene.trace()).contains("SYMSRV:  BLACKOUT: s3://b/p begins");
    }

    @Test
    void isNotAskedOfflineOrInSecureMode() {
        content = Optional.of(pdb());
        scene.options(options -> options.offline(true));
        assertThat(missing("srv*c*" + STORE).reason()).isEqualTo("s3://b/p: not asked: offline");
        scene.options(options -> options.offline(false).secure(true));
        assertThat(missing("srv*c*" + STORE).status()).isEqualTo(Status.DENIED);
        assertThat(asked).isEmpty();
    }

    @Test
    void isOnlyLocatedWhereNothingIsCopied() {
        content = Optional.of(pdb());
        scene.options(options -> options.noCopy(true));
        LookupResult result = scene.find("srv*c*" + STORE);
        assertThat(((LookupResult.Located) result).location()).isEqualTo("s3://b/p/x");
    }

    @Test
    void withoutAProviderItIsSkippedWithOneWarning() throws IOException {
        scene.with(builder -> builder.providers(List.of()));
        scene.put(place("s", "a.pdb"), pdb());
        try (SymSrvClient client = scene.client("srv*c*" + STORE + ";srv*s")) {
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.Found.class);
            assertThat(client.find(new SymbolKey("b.pdb", "1"))).isInstanceOf(LookupResult.NotFound.class);
        }
        assertThat(scene.trace())
                .filteredOn("SYMSRV:  s3://b/p: no provider for s3.dll"::equals)
                .hasSize(1);
    }

    @Test
    void isPinged() throws IOException {
        try (SymSrvClient client = scene.client("srv*c*" + STORE)) {
            assertThat(client.ping(STORE).reachable()).isTrue();
            failure = Optional.of(new IOException("no answer"));
            StorePing ping = client.ping(STORE);
            assertThat(ping.reachable()).isFalse();
            assertThat(ping.reason()).isEqualTo("no answer");
            failure = Optional.of(new AccessDeniedException("x", null, "403"));
            assertThat(client.ping(STORE).code()).isEqualTo(ResultCode.ACCESS_DENIED);
            assertThat(client.isStore(STORE)).isFalse();
        }
        assertThat(asked).containsOnly(STORE);
    }
}
