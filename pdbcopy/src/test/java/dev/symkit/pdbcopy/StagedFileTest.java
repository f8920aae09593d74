// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new file appears whole or not at all, and never in the place of one that nobody wants to replace. */
final class StagedFileTest {
    private static final byte[] CONTENT = {1, 2, 3};

    /** Kinds of file system. */
    enum Disk {
        UNIX,
        WINDOWS,
        WITHOUT_HARD_LINKS;

        private Configuration configuration() {
            return switch (this) {
                case UNIX -> Configuration.unix();
                case WINDOWS -> Configuration.windows();
                case WITHOUT_HARD_LINKS ->
                    Configuration.unix().toBuilder()
                            .setSupportedFeatures(Feature.SYMBOLIC_LINKS, Feature.FILE_CHANNEL)
                            .build();
            };
        }

        private Path directory() throws IOException {
            FileSystem files = Jimfs.newFileSystem(configuration());
            return Files.createDirectory(
                    files.getRootDirectories().iterator().next().resolve("new"));
        }
    }

    private static StagedFile staged(Path target) throws IOException {
        StagedFile file = StagedFile.create(target);
        file.append(ByteSource.of("source", CONTENT), () -> false, bytes -> {});
        return file;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Disk.class)
    void appearsWhenItIsPublished(Disk disk) throws IOException {
        Path directory = disk.directory();
        Path target = directory.resolve("a.pdb");
        try (StagedFile file = staged(target)) {
            assertThat(files(directory)).containsExactly(file.path());
            file.publish();
            assertThat(files(directory)).containsExactly(target);
        }
        assertThat(target).hasBinaryContent(CONTENT);
        directory.getFileSystem().close();
    }

    @ParameterizedTest
    @EnumSource(Disk.class)
    void doesNotReplaceWhatWasMadeMeanwhile(Disk disk) throws IOException {
        Path directory = disk.directory();
        Path target = directory.resolve("a.pdb");
        try (StagedFile file = staged(target)) {
            Files.writeString(target, "other");
            assertThatThrownBy(file::publish)
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessage(target.toString());
        }
        assertThat(target).hasContent("other");
        assertThat(files(directory)).containsExactly(target);
        directory.getFileSystem().close();
    }

    @ParameterizedTest
    @EnumSource(Disk.class)
    void replacesWhatItShould(Disk disk) throws IOException {
        Path directory = disk.directory();
        Path target = Files.writeString(directory.resolve("a.pdb"), "other");
        try (StagedFile file = staged(target)) {
            file.replace();
        }
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(files(directory)).containsExactly(target);
        directory.getFileSystem().close();
    }

    @ParameterizedTest
    @EnumSource(Disk.class)
    void isGoneIfItIsNotPublished(Disk disk) throws IOException {
        Path directory = disk.directory();
        try (StagedFile file = staged(directory.resolve("a.pdb"))) {
            file.write(1, new byte[] {9});
            assertThat(file.path()).hasBinaryContent(new byte[] {1, 9, 3});
        }
        assertThat(directory).isEmptyDirectory();
        directory.getFileSystem().close();
    }
}
