// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** What a store must have after the disturbed transaction of a {@link CrashScene} and a recovery. */
final class CrashCheck {
    private static final String KEPT_COMPRESSED = "keep.pd_";

    private final CrashScene scene;
    private final CrashKind kind;
    private final StoredFiles files;

    CrashCheck(CrashScene scene) {
        this.scene = scene;
        this.kind = scene.kind();
        this.files = new StoredFiles(scene.store());
    }

    /** The store is clean and has the whole disturbed transaction or none of it. True if whole. */
    boolean run(String when) throws IOException {
        assertThat(new VerifyStore().run(CrashScene.target(scene.store())).problems())
                .as(when)
                .isEmpty();
        StoreView view = new StoreView(scene.open());
        List<Optional<TransactionId>> ids = view.history().ids();
        int before = kind.makesStore() ? 0 : kind == CrashKind.ADD || kind == CrashKind.POINT ? 1 : 2;
        checkIds(view, when);
        int others = nextAdds(view);
        boolean whole = ids.size() == before + others + 1;
        assertThat(whole || ids.size() == before + others)
                .as("%s: ids %s", when, ids)
                .isTrue();
        boolean present = whole == (kind != CrashKind.DEL);
        TransactionId own = CrashScene.id(kind.makesStore() ? 1 : kind == CrashKind.COMPRESS ? 3 : 2);
        boolean live = view.server()
                .find(own)
                .filter(record -> record.product().equals("own"))
                .isPresent();
        assertThat(live).as(when).isEqualTo(present);
        checkFiles(present, when);
        if (kind == CrashKind.NO_REFS) {
            assertThat(files.find(RefsFile.NAME)).as(when).isEmpty();
            assertThat(files.find(StoreNames.NO_REFS)).as(when).isPresent();
        }
        assertThat(files.stored("next.pdb")).as(when).isEqualTo(bytes("next.pdb"));
        new LeftOvers(scene.store()).assertGone(scene::recover, when);
        return whole;
    }

    /** The files of the disturbed transaction, or those before it. */
    private void checkFiles(boolean present, String when) throws IOException {
        boolean compressed = kind.how().compression().isPresent();
        for (String name : CrashScene.OWN) {
            byte[] expected = present && kind != CrashKind.POINT ? bytes(name) : new byte[0];
            assertThat(compressed ? files.unpacked(name) : files.stored(name))
                    .as("%s: %s", when, name)
                    .isEqualTo(expected);
            assertThat(compressed ? files.stored(name) : files.unpacked(name))
                    .as(when)
                    .isEmpty();
        }
        switch (kind) {
            case FRESH ->
                assertThat(files.stored(CrashScene.KEPT))
                        .as(when)
                        .isEqualTo(present ? bytes(CrashScene.KEPT) : new byte[0]);
            case DEL -> assertThat(files.stored(CrashScene.KEPT)).as(when).isEqualTo(bytes(CrashScene.KEPT));
            case ADD -> {
                assertThat(files.stored(CrashScene.KEPT))
                        .as(when)
                        .isEqualTo(present ? bytes(CrashScene.KEPT) : new byte[0]);
                assertThat(files.find(KEPT_COMPRESSED).isPresent()).as(when).isEqualTo(!present);
            }
            case COMPRESS -> {
                assertThat(files.stored(CrashScene.KEPT))
                        .as(when)
                        .isEqualTo(present ? new byte[0] : bytes("old/" + CrashScene.KEPT));
                assertThat(files.unpacked(CrashScene.KEPT))
                        .as(when)
                        .isEqualTo(present ? bytes(CrashScene.KEPT) : new byte[0]);
                assertThat(files.find(FilePointer.NAME).isPresent()).as(when).isEqualTo(!present);
            }
            case POINT -> {
                assertThat(files.stored(CrashScene.KEPT)).as(when).isEqualTo(bytes("old/" + CrashScene.KEPT));
                for (String name : List.of(CrashScene.OWN.get(0), CrashScene.OWN.get(1), CrashScene.KEPT)) {
                    assertThat(files.pointer(name))
                            .as("%s: %s", when, name)
                            .isEqualTo(present ? "PATH:" + scene.sources().resolve(name) + "\r\nMSG:moved" : "");
                }
            }
            case NO_REFS ->
                assertThat(files.unpacked(CrashScene.KEPT))
                        .as(when)
                        .isEqualTo(present ? bytes(CrashScene.KEPT) : new byte[0]);
        }
    }

    private static int nextAdds(StoreView view) throws IOException {
        return (int) view.server().transactions().stream()
                .filter(record -> record.product().equals("next"))
                .count();
    }

    private byte[] bytes(String source) throws IOException {
        return Files.readAllBytes(scene.sources().resolve(source));
    }

    /** The store is clean. The number of live transactions like the disturbed one. */
    int liveOnes(String when) throws IOException {
        new LeftOvers(scene.store()).assertGone(scene::recover, when);
        StoreView view = new StoreView(scene.open());
        checkIds(view, when);
        for (String name : CrashScene.OWN) {
            if (files.stored(name).length > 0) {
                assertThat(files.stored(name)).as(when).isEqualTo(bytes(name));
            }
        }
        return (int) view.server().transactions().stream()
                .filter(record -> record.product().equals("own"))
                .count();
    }

    private static void checkIds(StoreView view, String when) throws IOException {
        List<Optional<TransactionId>> ids = view.history().ids();
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).as(when).contains(CrashScene.id(i + 1));
        }
    }
}
