// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A client's scene with an image in it, and a finder that looks for its files. */
final class FinderScene {
    static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");

    private FinderScene() {}

    static PeBuilder image() {
        return new PeBuilder().timestamp(0x642C308F).sizeOfImage(0x4c000);
    }

    /** An image in the directory {@code app} of a scene that names a PDB at a path. */
    static SymbolModule module(ClientScene scene, String recorded) throws IOException {
        return SymbolModule.read(
                scene.put("app/a.dll", image().rsds(GUID, 1, recorded).build()));
    }

    /** One search with a new client. */
    static FinderResult find(
            ClientScene scene, String path, SymbolModule module, Wanted wanted, UnaryOperator<FinderOptions> change) {
        try (SymSrvClient client = scene.client(path)) {
            FinderOptions options = change.apply(FinderOptions.DEFAULT.heardBy(client.listener()));
            return new SymbolFinder(client, options).find(module, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
