// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.agestore.AgeRequest.Mode;
import dev.symkit.agestore.AgeRequest.Rules;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run deletes and what it leaves (agestore.md 2 and 6). */
class AgeFilesTest {
    private static final Instant CUT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant OLD = CUT.minusSeconds(1);
    private static final Instant NEW = CUT.plusSeconds(1);
    private static final Instant NOW = CUT.plus(Duration.ofDays(30));

    private final List<String> events = new ArrayList<>();
    private FileSystem files;
    private Path root;
    private Host host = FakeHost.linux(FakeHost.RELATIME);
    private boolean cancelled;

    @BeforeEach
    void make() throws IOException {
        files = Jimfs.newFileSystem(Configuration.unix());
        root = Files.createDirectories(files.getPath("/cache"));
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private Path file(String name, int bytes, Instant access, Instant write) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[bytes]);
        FileTime created = FileTime.from(OLD.minus(Duration.ofDays(1)));
        Files.getFileAttributeView(path, BasicFileAttributeView.class)
                .setTimes(FileTime.from(write), FileTime.from(access), created);
        return path;
    }

    private Path file(String name, int bytes, Instant time) throws IOException {
        return file(name, bytes, time, time);
    }

    private static Rules rules(String letters) {
        return new Rules(
                letters.contains("s"),
                letters.contains("k"),
                letters.contains("r"),
                letters.contains("u"),
                letters.contains("f"),
                letters.contains("l"));
    }

    private Aging prepare(Mode mode, TimeChoice time, String letters) throws IOException {
        AgeRequest.Running running = new AgeRequest.Running(NOW, Duration.ofSeconds(5), () -> cancelled);
        return new AgeFiles(host).prepare(new AgeRequest(PathSpec.all(root), mode, time, rules(letters), running));
    }

    private AgeReport run(Mode mode, String letters) throws IOException {
        return prepare(mode, TimeChoice.BEST, letters).run(new Events());
    }

    private final class Events implements AgeListener {
        @Override
        public void file(Event event) {
            String reason = event.reason().isEmpty() ? "" : " " + event.reason();
            events.add(event.status() + " " + root.relativize(event.path()) + reason);
        }

        @Override
        public void problem(String text) {
            events.add(text);
        }
    }

    @Test
    void keepsAFileThatWasUsedExactlyAtTheCutoff() throws IOException {
        file("at", 1, CUT);
        file("before", 2, OLD);
        AgeReport report = run(new Mode.UnusedSince(CUT), "");
        assertThat(events).containsExactly("DELETED before");
        assertThat(report.freed()).isEqualTo(2);
        assertThat(report.remain()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "BEST,true,old",
        "BEST,false,old read written",
        "ACCESS,false,old written",
        "CREATE,true,old read written",
        "WRITE,true,old read"
    })
    void countsAsLastUseWhatWasChosen(TimeChoice time, boolean kept, String gone) throws IOException {
        file("old", 1, OLD);
        file("read", 1, NEW, OLD);
        file("written", 1, OLD, NEW);
        host = FakeHost.linux(kept ? FakeHost.RELATIME : "");
        prepare(new Mode.UnusedSince(CUT), time, "").run(new Events());
        assertThat(String.join(" ", events)).isEqualTo("DELETED " + gone.replace(" ", " DELETED "));
    }

    @Test
    void keepsTheNewestAndTakesTiesByPath() throws IOException {
        file("b/2", 10, OLD);
        file("a/3", 10, OLD);
        file("a/1", 10, OLD);
        file("c", 10, NEW);
        AgeReport report = run(new Mode.Keep(20), "s");
        assertThat(events).containsExactly("DELETED a/1", "DELETED a/3");
        assertThat(report.remain()).isEqualTo(20);
    }

    /** Between the list and the turn of a file, others touch it. */
    @Test
    void leavesFilesThatChangedSinceTheyWereListed() throws IOException {
        file("a", 1, OLD);
        Path b = file("b", 1, OLD);
        Path c = file("c", 1, OLD);
        file("d", 1, OLD);
        Aging aging = prepare(new Mode.Keep(1), TimeChoice.BEST, "");
        assertThat(aging.select(new Events())).isEqualTo(new Aging.Selection(3, 3));
        file("a", 7, OLD);
        Files.setLastModifiedTime(b, FileTime.from(NEW));
        Files.delete(c);
        AgeReport report = aging.run(new Events());
        assertThat(events)
                .containsExactly(
                        "SKIPPED a changed meanwhile",
                        "SKIPPED b changed meanwhile",
                        "SKIPPED c deleted meanwhile",
                        "DELETED d");
        assertThat(report.failed()).isZero();
        assertThat(report.files()).isEqualTo(3);
    }

    @Test
    void leavesRunningDownloads() throws IOException {
        file("~x.TMP", 1, NOW.minus(Duration.ofHours(24)).plusSeconds(1));
        file("~y.tmp", 1, NOW.minus(Duration.ofHours(24)));
        file("download-1", 1, NOW);
        run(new Mode.Keep(0), "");
        assertThat(events).containsExactly("DELETED ~y.tmp", "SKIPPED ~x.TMP a running download", "DELETED download-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s  | 1 | ''", // all is gone, the root too
                "s  | 2 | new empty-before-too",
                "sk | 1 | new-less old1 old1/deep empty empty/er",
                "k  | 1 | top",
                "''| 1 | top",
                "s  | 0 | nothing deleted",
            })
    void removesEmptyDirectoriesOnlyWhereFilesWereDeleted(String letters, int scene, String what) throws IOException {
        file("old1/deep/a", 1, scene == 0 ? NEW : OLD);
        if (scene == 2) {
            file("new/b", 1, NEW);
        }
        Files.createDirectories(root.resolve("empty/er"));
        run(new Mode.UnusedSince(CUT), letters);
        boolean tidied = letters.equals("s") && scene > 0;
        assertThat(Files.exists(root.resolve("empty"))).as(what).isEqualTo(!tidied);
        assertThat(Files.exists(root.resolve("old1"))).isEqualTo(!tidied);
        assertThat(Files.exists(root)).isEqualTo(!(tidied && scene == 1));
    }

    @Test
    void neverFollowsLinks() throws IOException {
        Path outside = Files.createDirectories(files.getPath("/outside"));
        Files.write(outside.resolve("precious"), new byte[1]);
        Files.createSymbolicLink(root.resolve("dir"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("precious"));
        file("old", 1, OLD);
        run(new Mode.Keep(0), "s");
        assertThat(events).containsExactly("DELETED old");
        assertThat(outside.resolve("precious")).exists();
        assertThat(Files.isSymbolicLink(root.resolve("file"))).isTrue();
    }

    @Test
    void doesNotRemoveARootThatIsALink() throws IOException {
        Path real = root;
        file("old", 1, OLD);
        root = Files.createSymbolicLink(files.getPath("/link"), real);
        run(new Mode.Keep(0), "s");
        assertThat(Files.isSymbolicLink(root)).isTrue();
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void takesWholeKeysByTheirLatestUse() throws IOException {
        file("a.pdb/K/a.pdb", 1, OLD);
        file("a.pdb/K/a.pd_", 1, NEW);
        file("b.pdb/K/b.pdb", 1, OLD);
        file("b.pdb/K/refs.ptr", 1, OLD);
        file("top", 1, OLD);
        run(new Mode.UnusedSince(CUT), "su");
        assertThat(events).containsExactly("DELETED b.pdb/K/b.pdb", "DELETED b.pdb/K/refs.ptr", "DELETED top");
    }

    @Test
    void refusesAManagedStoreFromAboveAndWithin() throws IOException {
        file("000Admin/server.txt", 5, OLD);
        file("x/K/x", 1, OLD);
        Mode mode = new Mode.UnusedSince(CUT);
        assertThatThrownBy(() -> run(mode, "s"))
                .hasMessage("/cache is a managed symbol store. Use \"symstore del\" or add -force.");
        Path store = root;
        root = store.resolve("x");
        assertThatThrownBy(() -> run(mode, "s")).isInstanceOf(AgeException.class);
        root = store.resolve("000Admin");
        assertThat(run(mode, "sf").deleted()).isZero();
        assertThat(store.resolve("000Admin/server.txt")).exists();
    }

    @Test
    void worksOnAManagedStoreUnderItsLock() throws IOException {
        file("000Admin/server.txt", 5, OLD);
        file("x/K/x", 1, OLD);
        boolean[] locked = new boolean[1];
        prepare(new Mode.Keep(0), TimeChoice.BEST, "sf").run(new AgeListener() {
            @Override
            public void file(Event event) {
                locked[0] = Files.exists(root.resolve("000Admin/.symstore.lock.excl"));
            }
        });
        assertThat(locked[0]).isTrue();
        assertThat(root.resolve("000Admin/.symstore.lock.excl")).doesNotExist();
        assertThat(root.resolve("x")).doesNotExist();
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        file("a", 1, OLD);
        file("b", 1, OLD);
        cancelled = true;
        assertThatThrownBy(() -> run(new Mode.UnusedSince(CUT), "")).isInstanceOf(CancellationException.class);
        cancelled = false;
        AgeReport report = prepare(new Mode.UnusedSince(CUT), TimeChoice.BEST, "")
                .run(new AgeListener() {
                    @Override
                    public void file(Event event) {
                        cancelled = true;
                    }
                });
        assertThat(report.deleted()).isEqualTo(1);
        assertThat(root.resolve("b")).exists();
    }

    @Test
    void looksForUnkeptAccessTimesAmongManyFiles() throws IOException {
        for (int i = 0; i < 50; i++) {
            file("f" + i, 1, NEW);
        }
        assertThat(run(new Mode.Measure(), "").accessTimesLookUnkept()).isTrue();
        for (int i = 0; i < 3; i++) {
            file("r" + i, 1, NOW, NEW);
        }
        assertThat(run(new Mode.Measure(), "").accessTimesLookUnkept()).isFalse();
    }
}
