// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.PathMap;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.disk.MemoryIndex;
import dev.symkit.symproxy.disk.SidecarFiles;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SidecarsTest {
    private static final SymbolKey KEY = new SymbolKey("a.pdb", "0F7FCF88442F4B0E9FB51DC4A754D9DE1");
    private static final List<Coding> GZIP = List.of(Coding.GZIP);

    private final Digests digests = new Digests();

    private final StoreDirectory directory;
    private long room = Long.MAX_VALUE;

    SidecarsTest(@TempDir Path scratch) {
        Path root = scratch.resolve("store");
        StoreDirectory.Settings settings =
                new StoreDirectory.Settings("s", root, Tier.ONE, root, false, false, List.of(), PathMap.NONE);
        directory = new StoreDirectory(settings, new MemoryIndex(Tier.ONE, 1000), digests, InstantSource.system());
    }

    @AfterEach
    void end() {
        digests.close();
    }

    private Sidecars sidecars() {
        return new Sidecars(directory, () -> room, InstantSource.system());
    }

    /** A file of the store, with its digest. */
    private StoredFile file(byte[] content) throws IOException {
        Path place = directory.root().resolve(KEY.name()).resolve(KEY.index());
        Files.write(Files.createDirectories(place).resolve(KEY.name()), content);
        while (true) {
            StoredFile file = directory.find(KEY, Leaf.FILE).orElseThrow();
            if (file.digest() != 0) {
                return file;
            }
            Thread.onSpinWait();
        }
    }

    private static byte[] text(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i % 251 + i / 4096);
        }
        return content;
    }

    private List<Path> copies() throws IOException {
        Path all = directory.root().resolve(".symproxy").resolve("enc");
        if (Files.notExists(all)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(all)) {
            return paths.filter(path -> !path.equals(all)).toList();
        }
    }

    private static void ask(Sidecars sidecars, StoredFile file, List<Coding> codings, int times) {
        for (int i = 0; i < times; i++) {
            sidecars.missed(KEY, file, codings);
        }
        while (sidecars.waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSecondRequestMakesACopy(Coding coding) throws IOException {
        byte[] content = text(3 << 19);
        StoredFile file = file(content);
        List<Coding> codings = List.of(coding);
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, file, codings, 1);
            assertThat(sidecars.find(KEY, file, codings)).isEmpty();
            ask(sidecars, file, codings, 1);
            Sidecars.Sidecar copy = sidecars.find(KEY, file, codings).orElseThrow();
            assertThat(copy.size()).isEqualTo(Files.size(copy.path())).isLessThan(content.length / 2);
            assertThat(CodingTest.decoded(coding, Files.newInputStream(copy.path()))
                            .readAllBytes())
                    .isEqualTo(content);
            assertThat(copies()).hasSize(3);
            assertThat(sidecars.find(KEY, file, List.of(Coding.values()))).contains(copy);
        }
    }

    @Test
    void smallFilesAndThoseOfUnknownContentHaveNone() throws IOException {
        StoredFile small = file(text((1 << 20) - 1));
        StoredFile large = file(text(1 << 20));
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, small, GZIP, 3);
            ask(sidecars, new StoredFile(large.path(), large.size(), large.modified(), 0), GZIP, 3);
            ask(sidecars, large, List.of(), 3);
            assertThat(copies()).isEmpty();
        }
    }

    @Test
    void whatDoesNotGetSmallerIsNotKept() throws IOException {
        byte[] content = new byte[1 << 20];
        new Random(3).nextBytes(content);
        StoredFile file = file(content);
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, file, GZIP, 5);
            assertThat(sidecars.find(KEY, file, GZIP)).isEmpty();
            assertThat(copies()).isEmpty();
        }
    }

    @Test
    void aFileThatChangedMeanwhileHasNone() throws IOException {
        StoredFile file = file(text(1 << 20));
        byte[] other = text(1 << 20);
        other[5]++;
        Files.write(file.path(), other);
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, file, GZIP, 2);
            assertThat(copies()).isEmpty();
        }
    }

    @Test
    void whereSpaceIsShortThereAreNone() throws IOException {
        StoredFile file = file(text(1 << 20));
        room = (1 << 20) - 1;
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, file, GZIP, 2);
            assertThat(copies()).isEmpty();
            room++;
            ask(sidecars, file, GZIP, 2);
            assertThat(sidecars.find(KEY, file, GZIP)).isPresent();
        }
    }

    @Test
    void copiesGoWithTheirFile() throws IOException {
        StoredFile file = file(text(1 << 20));
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, file, GZIP, 2);
            assertThat(copies()).isNotEmpty();
            directory.delete(KEY);
            assertThat(copies()).isEmpty();
        }
    }

    @Test
    void sweepingLeavesOnlyCopiesOfFilesThatAreThere() throws IOException {
        StoredFile file = file(text(1 << 20));
        try (Sidecars sidecars = sidecars()) {
            ask(sidecars, file, GZIP, 2);
        }
        Instant now = Instant.now();
        Path kept = copies().stream().filter(Files::isRegularFile).findFirst().orElseThrow();
        Files.write(kept.resolveSibling("100000-0123456789abcdef.gz"), text(10));
        Path young = Files.write(kept.resolveSibling("~1.tmp"), text(10));
        Path old = Files.write(kept.resolveSibling("~2.tmp"), text(10));
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(2))));
        Path gone = Files.createDirectories(directory.root().resolve(".symproxy/enc/b.pdb/1"));
        Files.write(gone.resolve("100000-0123456789abcdef.gz"), text(10));
        SidecarFiles files = new SidecarFiles(directory.root());
        files.sweep(directory.index(), now, () -> false);
        assertThat(copies().stream().filter(Files::isRegularFile)).containsExactlyInAnyOrder(kept, young);
        assertThat(gone.getParent()).doesNotExist();
        Files.delete(young);
        directory.forget(KEY);
        files.sweep(directory.index(), now, () -> false);
        assertThat(copies()).isEmpty();
    }
}
