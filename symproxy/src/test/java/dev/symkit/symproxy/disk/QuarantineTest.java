// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    @TempDir
    private Path root;

    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1234));

    @Test
    void filesOfOneKeyDoNotGetInTheWayOfEachOther() throws IOException {
        Quarantine quarantine = new Quarantine(root, clock);
        SymbolKey key = new SymbolKey("a.pdb", "K1");
        Path one = quarantine.take(key, Files.writeString(root.resolve("one"), "1"));
        Path two = quarantine.take(key, Files.writeString(root.resolve("two"), "2"));

        assertThat(one.getParent()).isEqualTo(root.resolve(".symproxy").resolve("bad"));
        assertThat(one.getFileName().toString()).matches("a\\.pdb-K1-1234-[0-9a-f]{8}");
        assertThat(one).hasContent("1");
        assertThat(two).hasContent("2");
        assertThat(root.resolve("one")).doesNotExist();
    }

    @Test
    void theLongestNamesFit() throws IOException {
        SymbolKey key = new SymbolKey("\u20ac".repeat(85), "k".repeat(128));
        Path taken = new Quarantine(root, clock).take(key, Files.writeString(root.resolve("x"), "1"));

        assertThat(taken).hasContent("1");
    }
}
