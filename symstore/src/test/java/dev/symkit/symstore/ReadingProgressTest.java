// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.FileReport;
import dev.symkit.symstore.files.QueryFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingProgressTest {
    @TempDir
    Path directory;

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private Selection selection = new Selection(List.of(), List.of(), true);
    private long portableSize;
    private long allSize;

    @BeforeEach
    void write() throws IOException {
        UUID guid = UUID.nameUUIDFromBytes("p".getBytes(StandardCharsets.UTF_8));
        byte[] portable = new PortablePdbBuilder().id(guid, 5).build();
        byte[] text = "no key".getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(directory.resolve("src"));
        Files.write(directory.resolve("src/portable.pdb"), portable);
        Files.write(directory.resolve("src/readme.txt"), text);
        portableSize = portable.length;
        allSize = portableSize + text.length;
        selection = new Selection(
                List.of(
                        directory.resolve("src").toString(),
                        directory.resolve("src/portable.pdb").toString()),
                List.of(),
                true);
    }

    /** Writes down what is begun, and sums up the rest. */
    private final class Sums implements AddFiles.Listener {
        @Override
        public void reading(long count, long size) {
            begun.add("reading " + count + " files, " + size);
        }

        @Override
        public void read(long count, long size) {
            files.addAndGet(count);
            bytes.addAndGet(size);
        }

        @Override
        public void started(long count, long size) {
            assertThat(files).hasValue(2);
            assertThat(bytes).hasValue(allSize);
            begun.add("storing " + count + " files, " + size);
            files.set(0);
            bytes.set(0);
        }

        @Override
        public void progress(long count, long size) {
            files.addAndGet(count);
            bytes.addAndGet(size);
        }
    }

    @Test
    void anAddTellsOfReadingFirstAndCountsAFileWithTwoKeysOnce() throws IOException {
        TestStore store = new TestStore(directory.resolve("store"), directory);
        AddReport report = new AddFiles().run(TestStore.request(store.target(), selection, "p"), new Sums());
        assertThat(report.files().stream().filter(file -> file.is(FileReport.Mark.SECONDARY)))
                .hasSize(1);
        assertThat(begun).containsExactly("reading 2 files, " + allSize, "storing 1 files, " + portableSize);
        assertThat(files).hasValue(1);
        assertThat(bytes).hasValue(portableSize);
    }

    @Test
    void aQueryTellsOfReading() throws IOException {
        TestStore store = new TestStore(directory.resolve("store"), directory);
        store.add(directory.resolve("src/portable.pdb"));
        QueryFiles.Report report = new QueryFiles()
                .run(
                        new QueryFiles.Request(store.target(), TestStore.selected(selection, UnaryOperator.identity())),
                        new Sums());
        assertThat(report.count("found")).isEqualTo(1);
        assertThat(begun).containsExactly("reading 2 files, " + allSize);
        assertThat(files).hasValue(2);
        assertThat(bytes).hasValue(allSize);
    }
}
