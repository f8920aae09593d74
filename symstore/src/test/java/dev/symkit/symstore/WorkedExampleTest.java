// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples of symstore.md 8.2 and 8.3, step by step. */
class WorkedExampleTest {
    private static final String EXE = "JobProcess.exe/5A0BC0C6c83000";

    @TempDir
    Path temporary;

    private TestStore store = new TestStore(Path.of(""), Path.of(""));

    @BeforeEach
    void createFiles() throws IOException {
        store = new TestStore(temporary.resolve("store"), temporary);
        write(
                "1/JobProcess.exe",
                new PeBuilder().timestamp(0x5A0BC0C6L).sizeOfImage(0xC83000).build());
        write(
                "2/JobProcess.exe",
                new PeBuilder().timestamp(0x5A0BC0C6L).sizeOfImage(0xC83000).build());
        write(
                "3/JobProcess.exe",
                new PeBuilder().timestamp(0x5A0BC0C7L).sizeOfImage(0xC83000).build());
        write("1/a.pdb", pdb(1));
        write("2/a.pdb", pdb(2));
        write("2/b.pdb", pdb(3));
        write("3/b.pdb", pdb(4));
    }

    private static byte[] pdb(long number) {
        return new PdbBuilder()
                .guid(new UUID(0x1234_5678_9ABC_DEF0L, number))
                .infoAge(1)
                .dbiAge(1)
                .module("a.obj", 0, 12)
                .build();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = temporary.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void add(int number) throws IOException {
        store.add(
                LocalDateTime.of(2020, 8, 10, 18, 50, number),
                "prod",
                "",
                path -> "C:\\out\\" + number + "\\" + Path.of(path).getFileName(),
                List.of(temporary.resolve("in/" + number)));
    }

    private static String line(int id) {
        return String.format(java.util.Locale.ROOT, "%010d,add,file,08/10/2020,18:50:%02d,\"prod\",\"\",\"\",", id, id);
    }

    @Test
    void addsAndDeletes() throws IOException {
        for (int i = 1; i <= 3; i++) {
            add(i);
            assertThat(store.problems()).isEmpty();
        }
        Map<String, String> tree = store.tree();
        assertThat(tree.get("000Admin/lastid.txt")).isEqualTo("0000000003");
        assertThat(tree.get("000Admin/server.txt")).isEqualTo(line(1) + "\r\n" + line(2) + "\r\n" + line(3) + "\r\n");
        assertThat(tree.get("000Admin/history.txt")).isEqualTo(line(1) + "\r\n" + line(2) + "\r\n" + line(3));
        String second = "0000000002,file,\"C:\\out\\2\\JobProcess.exe\",bin,,N,,";
        assertThat(tree.get(EXE + "/refs.ptr"))
                .isEqualTo("0000000001,file,\"C:\\out\\1\\JobProcess.exe\",bin,,N,,\r\n" + second);
        assertThat(tree.getOrDefault("000Admin/0000000001", "").split("\r\n", -1))
                .containsExactly(
                        "\"a.pdb\\123456789ABCDEF000000000000000011\",\"C:\\out\\1\\a.pdb\"",
                        "\"JobProcess.exe\\5A0BC0C6c83000\",\"C:\\out\\1\\JobProcess.exe\"",
                        "");

        store.delete("1");
        tree = store.tree();
        assertThat(tree.get("000Admin/lastid.txt")).isEqualTo("0000000004");
        assertThat(tree.get("000Admin/server.txt")).isEqualTo(line(2) + "\r\n" + line(3) + "\r\n");
        assertThat(tree.get("000Admin/history.txt")).endsWith(line(3) + "\r\n0000000004,del,0000000001");
        assertThat(tree.get(EXE + "/refs.ptr")).isEqualTo(second);
        assertThat(store.root().resolve("a.pdb/123456789ABCDEF000000000000000011"))
                .doesNotExist();

        store.delete("0000000003");
        store.delete("2");
        tree = store.tree();
        assertThat(tree.get("000Admin/server.txt")).isEmpty();
        assertThat(tree.get("000Admin/history.txt")).endsWith("\r\n0000000006,del,0000000002");
        assertThat(tree.keySet())
                .containsExactly(
                        "000Admin/0000000001.deleted",
                        "000Admin/0000000002.deleted",
                        "000Admin/0000000003.deleted",
                        "000Admin/history.txt",
                        "000Admin/lastid.txt",
                        "000Admin/server.txt",
                        "pingme.txt");
        assertThat(store.root().resolve("b.pdb")).doesNotExist();
        assertThat(store.problems()).isEmpty();
    }

    private void pointerStore() throws IOException {
        StringBuilder server = new StringBuilder();
        StringBuilder refs = new StringBuilder();
        for (int id = 43; id <= 47; id++) {
            boolean pointer = id >= 46;
            String source = "\\\\srv\\share\\" + (id == 47 ? "B" : "A") + "\\a.pdb";
            String kind = pointer ? "ptr" : "file";
            server.append(line(id).replace("file", kind)).append("\r\n");
            String text = "00000000" + id;
            put("000Admin/" + text, "\"a.pdb\\123456789ABCDEF000000000000000011\",\"" + source + "\"\r\n");
            refs.append(id == 43 ? "" : "\r\n").append(text + "," + kind + ",\"" + source + "\",pri,,N,,");
        }
        put("000Admin/server.txt", server.toString());
        put("000Admin/lastid.txt", "0000000047");
        put("pingme.txt", "");
        put("a.pdb/123456789ABCDEF000000000000000011/refs.ptr", refs.toString());
        put("a.pdb/123456789ABCDEF000000000000000011/file.ptr", "\\\\srv\\share\\B\\a.pdb");
        Files.write(store.root().resolve("a.pdb/123456789ABCDEF000000000000000011/a.pdb"), pdb(1));
    }

    private void put(String name, String text) throws IOException {
        Path file = store.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private String pointer() throws IOException {
        return store.tree().getOrDefault("a.pdb/123456789ABCDEF000000000000000011/file.ptr", "none");
    }

    private boolean fileExists() {
        return Files.exists(store.root().resolve("a.pdb/123456789ABCDEF000000000000000011/a.pdb"));
    }

    @Test
    void theLastReferenceDecidesAboutThePointer() throws IOException {
        pointerStore();
        store.delete("47");
        assertThat(pointer()).isEqualTo("\\\\srv\\share\\A\\a.pdb");
        store.delete("46");
        assertThat(pointer()).isEqualTo("none");
        assertThat(fileExists()).isTrue();
    }

    @Test
    void theFileGoesWithItsLastReferenceAndThePointerStays() throws IOException {
        pointerStore();
        for (String id : List.of("43", "44", "45")) {
            assertThat(fileExists()).isTrue();
            store.delete(id);
        }
        assertThat(fileExists()).isFalse();
        assertThat(pointer()).isEqualTo("\\\\srv\\share\\B\\a.pdb");
        store.delete("47");
        assertThat(pointer()).isEqualTo("\\\\srv\\share\\A\\a.pdb");
        store.delete("46");
        assertThat(store.root().resolve("a.pdb")).doesNotExist();
    }
}
