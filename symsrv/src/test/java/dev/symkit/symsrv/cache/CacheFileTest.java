// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CacheFileTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final List<String> KEY = List.of("a.sym", "K1");

    @TempDir
    Path directory;

    private final CacheWriter writer = new CacheWriter(CacheOptions.DEFAULT, InstantSource.fixed(NOW));

    private Path root() {
        return directory.resolve("up/cache");
    }

    private Path target() {
        return root().resolve("a.sym/K1/a.sym");
    }

    private static void fill(CacheFile file, String text) throws IOException {
        file.channel().write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
    }

    private Path put(String text, Replace how) throws IOException {
        try (CacheFile file = writer.begin(root(), KEY)) {
            fill(file, text);
            return file.publish("a.sym", how, Optional.empty());
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(target().getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsThereAsAWholeWithTheTimeOfItsSource() throws IOException {
        Instant time = Instant.parse("2020-01-02T03:04:05Z");
        try (CacheFile file = writer.begin(root(), KEY)) {
            fill(file, "MODULE 1");
            assertThat(target()).doesNotExist();
            assertThat(names()).hasSize(1).allMatch(name -> name.matches("~[0-9a-f]{16}\\.tmp"));
            assertThat(file.publish("a.sym", Replace.IF_UNUSABLE, Optional.of(time)))
                    .isEqualTo(target());
        }
        assertThat(target()).hasContent("MODULE 1");
        assertThat(Files.getLastModifiedTime(target())).isEqualTo(FileTime.from(time));
        assertThat(names()).containsExactly("a.sym");
        assertThat(root().resolve("pingme.txt")).isEmptyFile();
    }

    @Test
    void aRootThatExistsGetsNoMarker() throws IOException {
        Files.createDirectories(root());
        put("MODULE 1", Replace.IF_UNUSABLE);
        assertThat(root()).isDirectoryNotContaining("glob:pingme.txt");
    }

    @Test
    void whatIsNotPublishedIsDiscarded() throws IOException {
        try (CacheFile file = writer.begin(root(), KEY)) {
            fill(file, "MODULE 1");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aUsableFileStaysAnUnusableOneIsReplaced() throws IOException {
        put("MODULE theirs", Replace.IF_UNUSABLE);
        assertThat(put("MODULE ours", Replace.IF_UNUSABLE)).hasContent("MODULE theirs");
        Files.writeString(target(), "<html>");
        assertThat(put("MODULE ours", Replace.IF_UNUSABLE)).hasContent("MODULE ours");
        Files.write(target(), new byte[0]);
        assertThat(put("MODULE again", Replace.IF_UNUSABLE)).hasContent("MODULE again");
        assertThat(put("MODULE new", Replace.ALWAYS)).hasContent("MODULE new");
        assertThat(names()).containsExactly("a.sym");
    }

    @Test
    void anEntryOfAManagedStoreIsNeverReplaced() throws IOException {
        put("MODULE theirs", Replace.IF_UNUSABLE);
        Files.writeString(target().resolveSibling("refs.ptr"), "0000000001,file,a.sym");
        assertThat(put("MODULE ours", Replace.ALWAYS)).hasContent("MODULE theirs");
        Files.writeString(target(), "<html>");
        assertThatThrownBy(() -> put("MODULE ours", Replace.ALWAYS)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target()).hasContent("<html>");
        Files.delete(target());
        assertThat(put("MODULE ours", Replace.IF_UNUSABLE)).hasContent("MODULE ours");
        assertThat(names()).containsExactly("a.sym", "refs.ptr");
    }

    @Test
    void aNameOf255BytesHasRoomForItsTemporaryFile() throws IOException {
        String name = "n".repeat(251) + ".sym";
        try (CacheFile file = writer.begin(root(), List.of(name, "K"))) {
            fill(file, "MODULE 1");
            assertThat(file.publish(name, Replace.IF_UNUSABLE, Optional.empty()))
                    .hasContent("MODULE 1");
        }
    }

    @Test
    void aDirectoryNameCannotLeaveTheStore() {
        for (String name : List.of("..", ".", "a/b", "")) {
            assertThatThrownBy(() -> writer.begin(root(), List.of(name, "K")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileInPlaceOfADirectoryIsAnError() throws IOException {
        Files.createDirectories(root());
        Files.writeString(root().resolve("a.sym"), "");
        assertThatThrownBy(() -> writer.begin(root(), KEY)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void whatADeadWriterLeftIsRemovedByTheNext() throws IOException {
        put("MODULE 1", Replace.IF_UNUSABLE);
        Path left = Files.writeString(target().resolveSibling("~0123456789abcdef.tmp"), "half");
        Path other = Files.writeString(target().resolveSibling("~other.tmp"), "not ours");
        writer.begin(root(), KEY).close();
        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void whatAnotherThreadIsWritingStays() throws IOException {
        try (CacheFile one = writer.begin(root(), KEY);
                CacheFile two = new CacheWriter(CacheOptions.DEFAULT, InstantSource.fixed(NOW)).begin(root(), KEY)) {
            fill(one, "MODULE one");
            fill(two, "MODULE two");
            assertThat(one.publish("a.sym", Replace.IF_UNUSABLE, Optional.empty()))
                    .hasContent("MODULE one");
            assertThat(two.publish("a.sym", Replace.IF_UNUSABLE, Optional.empty()))
                    .hasContent("MODULE one");
        }
        assertThat(names()).containsExactly("a.sym");
    }

    @Test
    void withoutLocksADayMustPass() throws IOException {
        // jimfs locks nothing that another channel notices, so it is asked through a file system without hard links and
        // locks
        Path root = Jimfs.newFileSystem(Configuration.windows()).getPath("C:\\cache");
        try (CacheFile file = writer.begin(root, KEY)) {
            fill(file, "MODULE 1");
            assertThat(Files.readString(file.publish("a.sym", Replace.IF_UNUSABLE, Optional.empty())))
                    .isEqualTo("MODULE 1");
        }
        try (CacheFile file = writer.begin(root, KEY)) {
            fill(file, "MODULE 2");
            assertThat(Files.readString(file.publish("a.sym", Replace.IF_UNUSABLE, Optional.empty())))
                    .isEqualTo("MODULE 1");
        }
        try (var files = Files.list(root.resolve("a.sym\\K1"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anAbandonedFileIsADayOld() {
        assertThat(CacheWriter.isOld(FileTime.from(NOW.minus(Duration.ofHours(25))), NOW))
                .isTrue();
        assertThat(CacheWriter.isOld(FileTime.from(NOW.minus(Duration.ofHours(23))), NOW))
                .isFalse();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX modes")
    void newFilesAndDirectoriesGetTheModesThatAreSet() throws IOException {
        CacheOptions options = new CacheOptions(
                true,
                Optional.of(PosixFilePermissions.fromString("rwxrwxr-x")),
                Optional.of(PosixFilePermissions.fromString("rw-rw-r--")));
        try (CacheFile file = new CacheWriter(options, InstantSource.system()).begin(root(), KEY)) {
            fill(file, "MODULE 1");
            file.publish("a.sym", Replace.IF_UNUSABLE, Optional.empty());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target())))
                .isEqualTo("rw-rw-r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target().getParent())))
                .isEqualTo("rwxrwxr-x");
    }

    @Test
    void whatADeadWriterLeftCanBeAskedForAndDiscarded() throws IOException {
        Path left = Files.writeString(directory.resolve("~0123456789abcdef.tmp"), "x");
        Path other = Files.writeString(directory.resolve("~0123.tmp"), "x");
        assertThat(writer.isAbandoned(left)).isTrue();
        assertThat(left).exists();
        assertThat(writer.discard(left)).isTrue();
        assertThat(left).doesNotExist();
        assertThat(writer.isAbandoned(other)).isFalse();
        assertThat(writer.discard(other)).isFalse();
        try (CacheFile own = writer.begin(root(), KEY)) {
            assertThat(writer.isAbandoned(own.path())).isFalse();
            assertThat(writer.discard(own.path())).isFalse();
            assertThat(own.path()).exists();
        }
    }
}
