// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyRequest;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A sound store with four transactions in memory: two adds of one image, an add of a pointer and of a second image, a del. */
final class VerifyScene implements AutoCloseable {
    static final String ONE = "0000000001";
    static final String TWO = "0000000002";
    static final String THREE = "0000000003";
    static final String KEY = "a.exe/5A0BC0C6c83000";
    static final String POINTER = "p.exe/5A0BC0C7c83000";

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path root = files.getPath("/store");

    private VerifyScene() {}

    /** An empty directory. */
    static VerifyScene empty() throws IOException {
        VerifyScene scene = new VerifyScene();
        Files.createDirectory(scene.root);
        return scene;
    }

    static VerifyScene make() throws IOException {
        VerifyScene scene = empty();
        scene.write("pingme.txt", "");
        scene.write("000Admin/lastid.txt", "0000000004");
        scene.write("000Admin/server.txt", server(ONE) + server(TWO));
        scene.write("000Admin/history.txt", server(ONE) + server(TWO) + server(THREE) + "0000000004,del,0000000003");
        scene.write("000Admin/" + ONE, entry(KEY) + entry("c.exe/5A0BC0C6c83000"));
        scene.write("000Admin/" + TWO, entry(KEY) + entry(POINTER));
        scene.write("000Admin/" + THREE + ".deleted", entry(KEY));
        scene.write(KEY + "/refs.ptr", ref(ONE, "file") + "\r\n" + ref(TWO, "file"));
        scene.image(KEY + "/a.exe", 0x5A0BC0C6L);
        scene.write("c.exe/5A0BC0C6c83000/refs.ptr", ref(ONE, "file"));
        scene.compressedImage("c.exe/5A0BC0C6c83000/c.ex_", 0x5A0BC0C6L);
        scene.write(POINTER + "/refs.ptr", ref(TWO, "ptr"));
        scene.write(POINTER + "/file.ptr", "C:\\out\\x");
        return scene;
    }

    Path path(String path) {
        return root.resolve(path);
    }

    static String server(String id) {
        return id + ",add,file,08/10/2020,18:50:24,\"prod\",\"\",\"\",\r\n";
    }

    static String entry(String key) {
        return "\"" + key.replace('/', '\\') + "\",\"C:\\out\\x\"\r\n";
    }

    static String ref(String id, String kind) {
        return id + "," + kind + ",\"C:\\out\\x\",bin,,N,,";
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void image(String path, long timestamp) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new PeBuilder().timestamp(timestamp).build());
    }

    void compressedImage(String path, long timestamp) throws IOException {
        byte[] image = new PeBuilder().timestamp(timestamp).build();
        Files.createDirectories(root.resolve(path).getParent());
        Files.write(
                root.resolve(path),
                new CabBuilder()
                        .folder(CabBuilder.MSZIP)
                        .mszip(image)
                        .file("c.exe", 0, image.length)
                        .build());
    }

    void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    StoreStorage storage() throws IOException {
        return StoreStorages.local(root, StorageOptions.DEFAULT);
    }

    static VerifyRequest request(StoreStorage storage, boolean followPointers) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new VerifyRequest(storage, 3, Duration.ofMillis(20), () -> false, temporary, followPointers);
    }

    static VerifyReport verify(StoreStorage storage) throws IOException {
        return new VerifyStore().run(request(storage, false));
    }

    List<Problem> problems() throws IOException {
        VerifyReport report = verify(storage());
        assertThat(report.notes()).isEmpty();
        assertThat(Files.exists(path("000Admin/.symstore.lock.excl"))).isFalse();
        return report.problems();
    }

    void assertProblem(String kind, String path, String id) throws IOException {
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.id()).isEqualTo(id);
            assertThat(problem.message()).isNotEmpty();
        });
    }

    /** Something that happens in a store. */
    interface Event {
        void happen() throws IOException;
    }

    /** The store, in which something happens just before its lock is taken. */
    StoreStorage whenLocked(Event event) throws IOException {
        StoreStorage inner = storage();
        Object proxy = Proxy.newProxyInstance(
                StoreStorage.class.getClassLoader(), new Class<?>[] {StoreStorage.class}, (self, method, arguments) -> {
                    if (method.getName().equals("lock")) {
                        event.happen();
                    }
                    if (method.getName().equals("readAll")) {
                        return inner.readAll((String) arguments[0], (Integer) arguments[1]);
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (StoreStorage) proxy;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
