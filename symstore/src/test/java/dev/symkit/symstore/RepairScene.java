// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symstore.verify.RepairStore;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A store with two adds of {@code s.pdb}, a deleted add, and an add of a pointer for {@code p.pdb}.
 *
 * @param work directory that holds the store and its sources
 * @param store the store
 * @param sound the files of the store before it is damaged
 */
record RepairScene(Path work, TestStore store, Map<String, String> sound) {
    /** The scene in a directory where {@link #prepare} made it; how it was before it was damaged is not known. */
    static RepairScene in(Path work) {
        return new RepairScene(work, new TestStore(work.resolve("store"), work), Map.of());
    }

    static RepairScene prepare(Path work) throws IOException {
        TestStore store = in(work).store();
        Path shared = Files.createDirectories(work.resolve("src")).resolve("s.pdb");
        CrashScene.pdb(shared, "s", "content");
        Path pointed = work.resolve("src/p.pdb");
        CrashScene.pdb(pointed, "p", "content");
        Path other = work.resolve("src/o.pdb");
        CrashScene.pdb(other, "o", "content");
        store.add(shared);
        store.add(shared);
        store.add(other);
        store.delete("3");
        store.add(pointed);
        RepairScene scene = in(work);
        scene.makePointer();
        return new RepairScene(work, store, store.tree());
    }

    /** Turns the stored {@code p.pdb} into a pointer. */
    private void makePointer() throws IOException {
        String key = pointer();
        delete(key + "/p.pdb");
        write(key + "/refs.ptr", "0000000005,ptr,\"/elsewhere/p.pdb\",pri,,N,,");
        write(key + "/file.ptr", "/elsewhere/p.pdb");
        write("000Admin/0000000005", "\"" + key.replace('/', '\\') + "\",\"/elsewhere/p.pdb\"\r\n");
        String server = read("000Admin/server.txt");
        write("000Admin/server.txt", server.replace("0000000005,add,file", "0000000005,add,ptr"));
        String history = read("000Admin/history.txt");
        write("000Admin/history.txt", history.replace("0000000005,add,file", "0000000005,add,ptr"));
    }

    Path path(String path) {
        return store.root().resolve(path);
    }

    String read(String path) throws IOException {
        return Files.readString(path(path), StandardCharsets.ISO_8859_1);
    }

    void write(String path, String text) throws IOException {
        Files.createDirectories(path(path).getParent());
        Files.writeString(path(path), text, StandardCharsets.ISO_8859_1);
    }

    void delete(String path) throws IOException {
        Files.delete(path(path));
    }

    /** The key directory of {@code s.pdb}. */
    String shared() throws IOException {
        return keyDirectory("s.pdb");
    }

    /** The key directory of {@code p.pdb}. */
    String pointer() throws IOException {
        return keyDirectory("p.pdb");
    }

    private String keyDirectory(String name) throws IOException {
        try (Stream<Path> keys = Files.list(path(name))) {
            return name + "/" + keys.findFirst().orElseThrow().getFileName();
        }
    }

    StoreStorage open() throws IOException {
        return StoreStorages.local(store.root(), new StorageOptions(false));
    }

    /** The same store on a disk that tells of every low-level step. */
    StoreStorage open(CrashDisk.Step step) throws IOException {
        return StoreStorages.local(CrashDisk.over(store.root(), step), new StorageOptions(false));
    }

    /** Damages everything that a repair can restore byte for byte. */
    void damage() throws IOException {
        damageLightly();
        delete("000Admin/server.txt");
        delete(shared() + "/refs.ptr");
    }

    /** Damages what keeps nobody from adding and deleting. */
    void damageLightly() throws IOException {
        write("000Admin/lastid.txt", "x");
        write(shared() + "/file.ptr", "/wrong");
        write(pointer() + "/refs.ptr", read(pointer() + "/refs.ptr") + "\r\n0000000003,file,\"x\",pri,,N,,");
        delete(pointer() + "/file.ptr");
        Files.createDirectories(path("e.pdb/1"));
    }

    VerifyReport repair() throws IOException {
        try (StoreStorage storage = open()) {
            return repair(storage);
        }
    }

    VerifyReport repair(StoreStorage storage) throws IOException {
        return new RepairStore().run(new VerifyRequest(storage, 1, Duration.ofSeconds(30), () -> false, work, false));
    }

    Map<String, String> tree() throws IOException {
        return store.tree();
    }
}
