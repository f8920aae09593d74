// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.compress.CabinetResult.Outcome;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real cabinets, with the facts of the corpus and, where installed, cabextract and gcab as oracles. */
class CabinetCorpusTest {
    @TempDir
    private Path dir;

    private static void assumeInstalled(String tool) throws InterruptedException {
        try {
            ChildProcess.run(ChildProcess.Spec.of(List.of(tool, "--version")));
        } catch (IOException e) {
            String line = "SKIPPED (" + tool + "): not installed";
            System.out.println(line);
            Assumptions.abort(line);
        }
    }

    private static List<Corpus.Row> cabinets(Corpus corpus) throws IOException {
        return corpus.manifest().stream()
                .filter(row -> row.kind().equals("CAB"))
                .toList();
    }

    private static String fact(Corpus.Row row, String name) {
        for (String fact : row.facts().split("; ", -1)) {
            if (fact.startsWith(name + "=")) {
                return fact.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void listsWhatTheManifestSays() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int compared = 0;
        for (Corpus.Row row : cabinets(corpus)) {
            try (ByteSource source = FileByteSource.open(corpus.file(row.path()))) {
                Cabinet cabinet = Cabinet.open(source);
                List<String> folders = new ArrayList<>();
                for (CabinetFolder folder : cabinet.folders()) {
                    String method =
                            folder.method().toString().replace("STORED", "NONE").replace("QUANTUM", "QTM");
                    folders.add(method + "/" + folder.windowBits() + "/" + folder.blocks());
                }
                List<String> files = new ArrayList<>();
                cabinet.entries().forEach(entry -> files.add(entry.name() + ":" + entry.size()));
                assertThat(String.join(",", folders)).as(row.path()).isEqualTo(fact(row, "folders"));
                assertThat(String.join(",", files)).as(row.path()).isEqualTo(fact(row, "files"));
                compared++;
            } catch (FormatException e) {
                assertThat(row.path()).startsWith("malformed/");
            }
        }
        System.out.println("corpus cabinets compared with the manifest: " + compared);
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }

    @Test
    void unpacksWhatASymbolServerServes() throws IOException, NoSuchAlgorithmException {
        Corpus corpus = Corpus.assumePresent();
        try (ByteSource source = FileByteSource.open(corpus.file("cab/x86-mszip/basic32.pd_"));
                InputStream in = Cabinet.single(source, "basic32.pdb", Bytes.MAX)) {
            assertThat(sha256(Bytes.readAll(in)))
                    .isEqualTo("4895f5b09ed06dcc8f3e146a0c5b3af120930633b0b9b54f8049fee48e0a5a03");
        }
    }

    @Test
    void unpacksWhatTheOriginalStoreCompressed() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int lzx = 0;
        int compared = 0;
        for (String zip : List.of("stores/new_store_compressed.zip", "stores/max_compress.zip")) {
            try (ZipFile store = new ZipFile(corpus.file(zip).toFile())) {
                for (var entry :
                        store.stream().filter(e -> e.getName().endsWith("_")).toList()) {
                    byte[] bytes = store.getInputStream(entry).readAllBytes();
                    Cabinet cabinet = Cabinet.open(ByteSource.of(entry.getName(), bytes));
                    CabinetEntry file = cabinet.single("wanted");
                    assertThat(Bytes.readAll(cabinet.stream(file, Bytes.MAX)))
                            .as(entry.getName())
                            .isEqualTo(corpus.bytes("symstore-py/" + file.name()));
                    lzx += cabinet.folders().get(0).toString().equals("LZX:21") ? 1 : 0;
                    compared++;
                }
            }
        }
        System.out.println("compressed store entries compared: " + compared + ", LZX: " + lzx);
        assertThat(lzx).isPositive();
        assertThat(compared).isGreaterThanOrEqualTo(3);
    }

    @Test
    void givesTheBytesThatCabextractGives() throws IOException, InterruptedException {
        Corpus corpus = Corpus.assumePresent();
        assumeInstalled("cabextract");
        int compared = 0;
        for (Corpus.Row row : cabinets(corpus)) {
            if (row.path().startsWith("malformed/")) {
                continue;
            }
            Path path = corpus.file(row.path()).toAbsolutePath();
            try (ByteSource source = FileByteSource.open(path)) {
                Cabinet cabinet = Cabinet.open(source);
                for (CabinetEntry entry : cabinet.entries()) {
                    if (cabinet.folders().get(entry.folder()).method() == CabinetMethod.QUANTUM) {
                        continue;
                    }
                    byte[] ours = Bytes.readAll(cabinet.stream(entry, Bytes.MAX));
                    assertThat(cabextract(path, entry.name())).as(row.path()).isEqualTo(ours);
                    compared++;
                }
            }
        }
        System.out.println("files compared with cabextract: " + compared);
        assertThat(compared).isGreaterThanOrEqualTo(8);
    }

    /** The bytes of one file as cabextract gives them. */
    private static byte[] cabextract(Path cabinet, String name) throws IOException, InterruptedException {
        ChildProcess.Result result = ChildProcess.run(
                ChildProcess.Spec.of(List.of("cabextract", "-q", "-p", "-F", name, cabinet.toString())));
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().getBytes(ISO_8859_1);
    }

    @Test
    void cabextractReadsTheLzxOfOurTests() throws IOException, InterruptedException {
        assumeInstalled("cabextract");
        for (int window = 15; window <= 21; window += 2) {
            byte[] content = Bytes.mixed(window, 300_000);
            for (int at = 50; at < content.length - 5; at += 997) {
                content[at] = (byte) 0xE8;
                content[at + 3] = 0;
                content[at + 4] = 0;
            }
            byte[] cabinet = LzxDecoderTest.cabinet(content, window, 12_000_000, 1, 2, 3, 2, 3, 1, 3);
            Path path = Files.write(dir.resolve("lzx" + window + ".cab"), cabinet);
            // Both undo the translation of calls.
            byte[] ours = Bytes.single(cabinet);
            assertThat(ours).isNotEqualTo(content).hasSize(content.length);
            assertThat(cabextract(path, "a")).isEqualTo(ours);
        }
    }

    private Path write(byte[] content, String name) throws IOException {
        Path path = dir.resolve("ours.cab");
        try (FileChannel out = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            CabinetOptions options = CabinetOptions.of(Clock.systemUTC()).withThreads(2);
            CabinetResult result = new CabinetWriter(options)
                    .write(new CabinetRequest(ByteSource.of(name, content), name, Instant.EPOCH), out);
            assertThat(result.outcome()).isNotEqualTo(Outcome.TOO_LARGE);
        }
        return path;
    }

    private static List<byte[]> contents() {
        return List.of(new byte[0], new byte[1], Bytes.mixed(1, 3_000_000), Bytes.random(2, 100_000));
    }

    @Test
    void cabextractReadsOurCabinets() throws IOException, InterruptedException {
        assumeInstalled("cabextract");
        for (byte[] content : contents()) {
            for (String name : List.of("app.pdb", "caf\u00E9.pdb")) {
                Path path = write(content, name);
                assertThat(cabextract(path, "*")).isEqualTo(content);
            }
        }
    }

    @Test
    void gcabReadsOurCabinets() throws IOException, InterruptedException {
        assumeInstalled("gcab");
        for (byte[] content : contents()) {
            Path path = write(content, "app.pdb");
            ChildProcess.Result result =
                    ChildProcess.run(ChildProcess.Spec.of(List.of("gcab", "-x", "-C", dir.toString(), path.toString()))
                            .in(dir));
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(Files.readAllBytes(dir.resolve("app.pdb"))).isEqualTo(content);
            Files.delete(dir.resolve("app.pdb"));
        }
    }

    @Test
    void everyMalformedCabinetIsRefused() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int files = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().startsWith("malformed/cab/")) {
                byte[] bytes = corpus.bytes(row.path());
                assertThat(row.path().endsWith("bad_signature.cab") ? -1 : Bytes.readAnything(bytes))
                        .as(row.path())
                        .isEqualTo(-1);
                files++;
            }
        }
        assertThat(files).isGreaterThanOrEqualTo(6);
    }
}
