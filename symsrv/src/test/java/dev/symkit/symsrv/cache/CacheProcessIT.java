// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers in several processes. */
class CacheProcessIT {
    private static final List<String> KEY = List.of("a.sym", "K1");
    private static final int ROUNDS = 200;

    @TempDir
    Path root;

    private final CacheWriter writer = new CacheWriter(CacheOptions.DEFAULT, InstantSource.system());

    private List<Path> temporaries() throws IOException {
        Path directory = root.resolve("a.sym/K1");
        try (var files = Files.isDirectory(directory) ? Files.list(directory) : java.util.stream.Stream.<Path>empty()) {
            return files.filter(file -> file.getFileName().toString().startsWith("~"))
                    .toList();
        }
    }

    @Test
    void whatALivingWriterHasStaysWhatAKilledOneHadGoes() throws Exception {
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(Writer.class, root.toString(), "wait"))) {
            child.awaitOutput("begun");
            writer.begin(root, KEY).close();
            assertThat(temporaries()).hasSize(1);
            child.process().destroyForcibly().waitFor();
            writer.begin(root, KEY).close();
            assertThat(temporaries()).isEmpty();
        }
    }

    @Test
    void tidyingRemovesWhatAKilledOneHadOnly() throws Exception {
        Path directory = root.resolve("a.sym/K1");
        writer.tidy(directory); // not there yet
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(Writer.class, root.toString(), "wait"));
                CacheFile own = writer.begin(root, KEY)) {
            child.awaitOutput("begun");
            writer.tidy(directory);
            assertThat(temporaries()).hasSize(2);
            child.process().destroyForcibly().waitFor();
            writer.tidy(directory);
            assertThat(temporaries()).hasSize(1);
            assertThat(own.publish("a.sym", Replace.IF_UNUSABLE, Optional.empty()))
                    .exists();
        }
    }

    @Test
    void manyWritersLeaveOneWholeFile() throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                children.add(ChildProcess.start(ChildProcess.Spec.java(Writer.class, root.toString(), "write")));
            }
            for (ChildProcess child : children) {
                assertThat(child.await().err()).isEmpty();
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        assertThat(temporaries()).isEmpty();
        assertThat(root.resolve("a.sym/K1/a.sym")).hasContent("MODULE " + "x".repeat(10_000));
    }

    /** Begins a file and waits, or writes the same one again and again. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            CacheWriter writer = new CacheWriter(CacheOptions.DEFAULT, InstantSource.system());
            Path root = Path.of(arguments[0]);
            ByteBuffer content = ByteBuffer.wrap(("MODULE " + "x".repeat(10_000)).getBytes(UTF_8));
            if (arguments[1].equals("wait")) {
                writer.begin(root, KEY);
                System.out.println("begun");
                int end = System.in.read(); // nobody writes: until the process is killed
                throw new IllegalStateException("input ended with " + end);
            }
            for (int i = 0; i < ROUNDS; i++) {
                try (CacheFile file = writer.begin(root, KEY)) {
                    file.channel().write(content.duplicate(), 0);
                    Path target =
                            file.publish("a.sym", i % 2 == 0 ? Replace.IF_UNUSABLE : Replace.ALWAYS, Optional.empty());
                    if (Files.size(target) != content.capacity()) {
                        throw new IllegalStateException("a reader sees " + Files.size(target) + " bytes");
                    }
                }
            }
        }
    }
}
