// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.symsrv.spi.StoreFlags;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderTest {
    @TempDir
    Path root;

    private ClientScene scene;
    private final List<String> asked = new ArrayList<>();
    private int closed;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        scene.with(builder -> builder.providers(List.of(new Drop("drop.dll"), new Drop("other.dll"))));
    }

    /** A flat directory of the scene, named by the parameters. */
    private final class Drop implements SymbolServerProvider {
        private final String dll;

        Drop(String dll) {
            this.dll = dll;
        }

        @Override
        public boolean handles(String dllName) {
            return dllName.equalsIgnoreCase(dll);
        }

        @Override
        public LookupResult find(String params, SymbolKey key, LookupOptions options, LookupListener listener)
                throws IOException {
            asked.add(dll + ":" + params);
            if (params.equals("broken")) {
                throw new IOException("out of order");
            }
            Path file = scene.at(params);
            return scene.files().contains(params)
                    ? new LookupResult.Found(file, dll, params.startsWith("tmp/"), Optional.of("hello"), List.of())
                    : new LookupResult.NotFound(
                            Status.DENIED, ResultCode.ACCESS_DENIED, "no such drop", Optional.empty(), List.of());
        }

        @Override
        public boolean ping(String params, LookupOptions options) {
            return params.equals("up");
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static LookupResult.NotFound missing(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    @Test
    void asksTheProviderOfTheName() {
        Path file = scene.put("d/a.pdb", pdb());
        LookupResult.Found result = (LookupResult.Found) scene.find("symsrv*other.dll*x*y;symsrv*DROP.DLL*d/a.pdb");
        assertThat(result.path()).isEqualTo(file);
        assertThat(result.message()).contains("hello");
        assertThat(asked).containsExactly("other.dll:x*y", "drop.dll:d/a.pdb");
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void copiesItsFileIntoTheCaches() {
        scene.put("d/a.pdb", pdb());
        LookupResult.Found result = (LookupResult.Found) scene.find("cache*c;symsrv*drop.dll*d/a.pdb");
        assertThat(result.path()).isEqualTo(scene.at(place("c", "a.pdb"))).hasBinaryContent(pdb());
        assertThat(scene.at("d/a.pdb")).exists();
    }

    @Test
    void deletesATemporaryFileOnceItIsInACache() {
        scene.put("tmp/a.pdb", pdb());
        LookupResult.Found kept = (LookupResult.Found) scene.find("cache*c;symsrv*drop.dll*tmp/a.pdb");
        assertThat(kept.temporary()).isFalse();
        assertThat(scene.at("tmp/a.pdb")).doesNotExist();
        scene.put("tmp/a.pdb", pdb());
        LookupResult.Found loose = (LookupResult.Found) scene.find("symsrv*drop.dll*tmp/a.pdb");
        assertThat(loose.temporary()).isTrue();
        assertThat(loose.path()).exists();
    }

    @Test
    void refusesAFileOfAnotherNameOrContent() {
        scene.put("d/b.pdb", pdb());
        assertThat(missing(scene.find("symsrv*drop.dll*d/b.pdb")).status()).isEqualTo(Status.BAD_FILE);
        scene.put("d/a.pdb", "<html>");
        assertThat(missing(scene.find("symsrv*drop.dll*d/a.pdb")).status()).isEqualTo(Status.BAD_FILE);
    }

    @Test
    void goesOnPastWhatDoesNotWork() {
        scene.put(place("s", "a.pdb"), pdb());
        assertThat(scene.find("symsrv*none.dll*x;symsrv*drop.dll*broken;srv*s")).isInstanceOf(LookupResult.Found.class);
        assertThat(scene.trace()).contains("SYMSRV:  no provider for none.dll", "SYMSRV:  drop.dll: out of order");
        LookupResult.NotFound result = missing(scene.find("symsrv*drop.dll*nothing;srv*none"));
        assertThat(result.status()).isEqualTo(Status.DENIED);
        assertThat(result.reason()).isEqualTo("no such drop");
    }

    @Test
    void warnsOnceOfANameThatNobodyKnows() throws IOException {
        try (SymSrvClient client = scene.client("symsrv*none.dll*x")) {
            client.find(KEY);
            client.find(KEY);
        }
        assertThat(scene.trace())
                .filteredOn("SYMSRV:  no provider for none.dll"::equals)
                .hasSize(1);
    }

    @Test
    void asksNoProviderInSecureMode() {
        scene.put("d/a.pdb", pdb());
        scene.options(options -> options.secure(true));
        missing(scene.find("symsrv*drop.dll*d/a.pdb"));
        assertThat(asked).isEmpty();
    }

    @Test
    void pingsProviders() throws IOException {
        try (SymSrvClient client = scene.client("srv*s")) {
            assertThat(client.ping("symsrv*drop.dll*up").reachable()).isTrue();
            assertThat(client.ping("symsrv*drop.dll*down").reachable()).isFalse();
            StorePing none = client.ping("symsrv*none.dll*up");
            assertThat(none.reason()).isEqualTo("no provider for none.dll");
        }
    }

    @Test
    void takesNoFilesUnlessAProviderSaysSo() {
        SymbolServerProvider provider = new Drop("drop.dll");
        assertThat(provider.version()).isEqualTo(2);
        StoreFlags flags = new StoreFlags(StoreFlags.COMPRESS | StoreFlags.OVERWRITE);
        assertThat(flags.has(StoreFlags.OVERWRITE)).isTrue();
        assertThat(flags.has(StoreFlags.POINTER)).isFalse();
        assertThatThrownBy(() -> provider.store("x", root, KEY, flags))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
