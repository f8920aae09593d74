// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copying into a directory, with all that can go wrong. */
final class CopyPdbTest {
    private static final Optional<StripOptions> WHOLE = Optional.empty();
    private static final Optional<StripOptions> STRIP = Optional.of(StripOptions.DEFAULT);
    private static final Optional<Identity> SAME = Optional.empty();
    private static final Identity NEW =
            new Identity(UUID.fromString("12345678-9abc-4def-8123-456789abcdef"), 0x87654321L);
    private static final int BLOCK = 512;

    @TempDir
    private Path directory;

    private Path source = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void copySource() throws IOException {
        source = Files.copy(Pdbs.sample("build-1/x86/hello.pdb"), directory.resolve("in.pdb"));
        target = directory.resolve("out.pdb");
    }

    private static CopyPdb.Request request(
            Path from, Path to, Optional<StripOptions> strip, Optional<Identity> identity) {
        return new CopyPdb.Request(from, to, strip, identity, false, true, () -> false);
    }

    private static CopyPdb.Request overwriting(Path from, Path to, BooleanSupplier cancelled) {
        return new CopyPdb.Request(from, to, STRIP, SAME, true, false, cancelled);
    }

    private void run(Optional<StripOptions> strip, Optional<Identity> identity) throws IOException {
        new CopyPdb().run(request(source, target, strip, identity), CopyListener.NONE);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lld/x64/page8k.pdb",
                "pdb20/vc60.pdb",
                "pdb20/CommandLine.pdb",
                "symstore-py/vc140.pdb",
                "msfz/HelloWorld.pdz",
                "native/x86-vs2003/Compiled2003.pdb"
            })
    void copyIsTheSame(String path) throws IOException {
        Path from = Corpus.assumePresent().file(path);
        assertThat(new CopyPdb().run(request(from, target, WHOLE, SAME), CopyListener.NONE))
                .isEmpty();
        assertThat(target).hasSameBinaryContentAs(from);
        assertThat(files()).containsExactly("in.pdb", "out.pdb");
    }

    @Test
    void contentOfACabinetIsCopied() throws IOException {
        Path from = Corpus.assumePresent().file("cab/x86-mszip/basic32.pd_");
        new CopyPdb().run(request(from, target, WHOLE, SAME), CopyListener.NONE);
        assertThat(target).hasSize(6_590_464);
        assertThat(files()).containsExactly("in.pdb", "out.pdb");
    }

    /** The PDB of that name counts; without one the cabinet is refused. */
    @Test
    void cabinetWithSeveralFiles() throws IOException {
        byte[] pdb = Files.readAllBytes(source);
        byte[] text = {'t', 'e', 'x', 't'};
        byte[] all = Arrays.copyOf(text, text.length + pdb.length);
        System.arraycopy(pdb, 0, all, text.length, pdb.length);
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(all)
                .file("read.me", 0, text.length)
                .file("game.pdb", text.length, pdb.length)
                .build();
        for (String name : List.of("game.cab", "Game.pd_")) {
            Path from = Files.write(directory.resolve(name), cabinet);
            new CopyPdb().run(request(from, target, WHOLE, SAME), CopyListener.NONE);
            assertThat(target).hasBinaryContent(pdb);
            Files.delete(target);
        }
        Path other = Files.write(directory.resolve("other.cab"), cabinet);
        malformed(other, WHOLE, FormatException.Kind.BAD_VALUE, "other.pdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lld/x64/full.pdb", "native/x86-vs2005/native2005.pdb", "symstore-py/bigage.pdb"})
    void newIdentityChangesNothingElse(String path) throws IOException {
        Path from = Corpus.assumePresent().file(path);
        new CopyPdb().run(request(from, target, WHOLE, Optional.of(NEW)), CopyListener.NONE);
        byte[] before = Files.readAllBytes(from);
        byte[] after = Files.readAllBytes(target);
        PdbFile was = Pdbs.open(before);
        PdbFile is = Pdbs.open(after);
        assertNewIdentity(is);
        assertThat(is.dbi().orElseThrow().fields().flags())
                .isEqualTo(was.dbi().orElseThrow().fields().flags());
        int info = differences(Pdbs.stream(was, 1), Pdbs.stream(is, 1), 4, 28);
        int dbi = differences(Pdbs.stream(was, 3), Pdbs.stream(is, 3), 8, 12);
        assertThat(differences(before, after, 0, before.length)).isEqualTo(info + dbi);
    }

    private static void assertNewIdentity(PdbFile pdb) throws IOException {
        PdbInfo info = pdb.info().info();
        assertThat(info.guid()).hasValue(NEW.guid());
        assertThat(info.signature()).isEqualTo(NEW.signature());
        assertThat(info.age()).isEqualTo(1);
        assertThat(pdb.dbi().orElseThrow().fields().age()).isEqualTo(1);
    }

    /** Number of bytes that differ; they must lie in the range. */
    private static int differences(byte[] a, byte[] b, int from, int to) {
        assertThat(b).hasSameSizeAs(a);
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                assertThat(i).isBetween(from, to - 1);
                count++;
            }
        }
        return count;
    }

    @Test
    void compressedPdbWithNewIdentityIsNoLongerCompressed() throws IOException {
        Path from = Corpus.assumePresent().file("msfz/HelloWorld.pdz");
        new CopyPdb().run(request(from, target, WHOLE, Optional.of(NEW)), CopyListener.NONE);
        PdbFile result = Pdbs.open(Files.readAllBytes(target));
        PdbFile pdb = Pdbs.open(Files.readAllBytes(from));
        assertNewIdentity(result);
        for (int number = 4; number < pdb.container().streamCount(); number++) {
            assertThat(Pdbs.stream(result, number)).isEqualTo(Pdbs.stream(pdb, number));
        }
    }

    @Test
    void strippedWithOldAndNewIdentity() throws IOException {
        Optional<StripReport> report = new CopyPdb().run(request(source, target, STRIP, SAME), CopyListener.NONE);
        assertThat(report).isPresent();
        byte[] old = Files.readAllBytes(target);
        assertThat(old).isEqualTo(Pdbs.strip(Files.readAllBytes(source)));
        target = directory.resolve("signed.pdb");
        run(STRIP, Optional.of(NEW));
        byte[] signed = Files.readAllBytes(target);
        PdbFile result = Pdbs.open(signed);
        assertNewIdentity(result);
        assertThat(result.dbi().orElseThrow().fields().isStripped()).isTrue();
        differences(Pdbs.stream(Pdbs.open(old), 1), Pdbs.stream(result, 1), 4, 28);
        assertThat(files()).containsExactly("in.pdb", "out.pdb", "signed.pdb");
    }

    @Test
    void verificationAcceptsSelections() throws IOException {
        Set<Name> names = Set.of(Name.of("engine_step"));
        source = Pdbs.sample("build-1/x64/engine.pdb");
        for (StripOptions.Filter filter : List.of(StripOptions.Filter.DROP, StripOptions.Filter.KEEP)) {
            target = directory.resolve(filter + ".pdb");
            run(Optional.of(new StripOptions(filter, names, true, true, false, false, List.of())), SAME);
            assertThat(target).exists();
        }
    }

    @Test
    void copyOfAReadOnlyFileCanBeWritten() throws IOException {
        assumeTrue(Files.getFileStore(source).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r--r--r--"));
        run(WHOLE, SAME);
        assertThat(Files.getPosixFilePermissions(target)).contains(PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void existingTargetIsRefused() throws IOException {
        Files.writeString(target, "mine");
        assertThat(refused(source, WHOLE).reason()).isEqualTo(Reason.EXISTS);
        assertThat(refused(source, STRIP).reason()).isEqualTo(Reason.EXISTS);
        assertThat(target).hasContent("mine");
        assertThat(files()).containsExactly("in.pdb", "out.pdb");
    }

    private PdbCopyException refused(Path from, Optional<StripOptions> strip) {
        return catchThrowableOfType(
                PdbCopyException.class, () -> new CopyPdb().run(request(from, target, strip, SAME), CopyListener.NONE));
    }

    @Test
    void existingTargetIsOverwritten() throws IOException {
        Files.writeString(target, "mine");
        new CopyPdb().run(overwriting(source, target, () -> false), CopyListener.NONE);
        assertThat(target).hasBinaryContent(Pdbs.strip(Files.readAllBytes(source)));
        assertThat(files()).containsExactly("in.pdb", "out.pdb");
    }

    @Test
    void directoryAsTargetIsRefused() throws IOException {
        Files.createDirectory(target);
        assertThat(refused(source, STRIP).reason()).isEqualTo(Reason.EXISTS);
        assertThatThrownBy(() -> new CopyPdb().run(overwriting(source, target, () -> false), CopyListener.NONE))
                .isInstanceOf(PdbCopyException.class);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void directoryOfTheTargetMustExist() throws IOException {
        target = directory.resolve("none").resolve("out.pdb");
        PdbCopyException refused = refused(source, STRIP);
        assertThat(refused.reason()).isEqualTo(Reason.NOT_ACCESSIBLE);
        assertThat(refused).hasMessageContaining("does not exist").hasMessageContaining("none");
        assertThat(files()).containsExactly("in.pdb");
    }

    @Test
    void sourceAsTargetIsRefused() throws IOException {
        byte[] before = Files.readAllBytes(source);
        Path link = Files.createSymbolicLink(directory.resolve("link.pdb"), source);
        Path hard = Files.createLink(directory.resolve("hard.pdb"), source);
        Path detour = directory.resolve("x").resolve("..").resolve("in.pdb");
        Files.createDirectory(directory.resolve("x"));
        for (Path same : List.of(source, link, hard, detour)) {
            PdbCopyException refused = catchThrowableOfType(
                    PdbCopyException.class,
                    () -> new CopyPdb().run(overwriting(source, same, () -> false), CopyListener.NONE));
            assertThat(refused.reason()).as(same.toString()).isEqualTo(Reason.SAME_FILE);
        }
        assertThat(source).hasBinaryContent(before);
        assertThat(files()).containsExactly("hard.pdb", "in.pdb", "link.pdb", "x");
    }

    @Test
    void missingSource() throws IOException {
        PdbCopyException refused = refused(directory.resolve("none.pdb"), WHOLE);
        assertThat(refused.reason()).isEqualTo(Reason.NOT_ACCESSIBLE);
        assertThat(refused).hasMessageEndingWith("none.pdb does not exist");
        assertThat(files()).containsExactly("in.pdb");
    }

    @Test
    void otherFilesAreRefusedByTheirKind() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        unusable(corpus.file("managed/symreader/SourceLink.pdbx"), "is a portable PDB, which has no public form");
        unusable(corpus.file("lld/x64/lib.dll"), "is an image (PE), not a PDB");
        unusable(corpus.file("dbg-synthetic/split.dbg"), "is a DBG file, not a PDB");
        unusable(directory, "is a directory, not a PDB");
        assertThat(files()).containsExactly("in.pdb");
    }

    private void unusable(Path from, String reason) {
        for (Optional<StripOptions> strip : List.of(WHOLE, STRIP)) {
            PdbCopyException refused = refused(from, strip);
            assertThat(refused.reason()).isEqualTo(Reason.UNUSABLE);
            assertThat(refused).hasMessageContaining(reason);
        }
    }

    @Test
    void oldPdbsAreNotStrippedOrSigned() throws IOException {
        Path old = Corpus.assumePresent().file("pdb20/CommandLine.pdb");
        malformed(old, STRIP, FormatException.Kind.UNSUPPORTED, "a PDB of format 2.00 cannot be stripped");
        Path types = Corpus.assumePresent().file("symstore-py/vc140.pdb");
        malformed(types, STRIP, FormatException.Kind.UNSUPPORTED, "no debug information stream");
        PdbCopyException unsigned = catchThrowableOfType(
                PdbCopyException.class,
                () -> new CopyPdb().run(request(old, target, WHOLE, Optional.of(NEW)), CopyListener.NONE));
        assertThat(unsigned.reason()).isEqualTo(Reason.UNUSABLE);
        assertThat(unsigned).hasMessageContaining("has no GUID to change");
        assertThat(files()).containsExactly("in.pdb");
    }

    private void malformed(Path from, Optional<StripOptions> strip, FormatException.Kind kind, String message) {
        FormatException refused = catchThrowableOfType(
                FormatException.class, () -> new CopyPdb().run(request(from, target, strip, SAME), CopyListener.NONE));
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused).hasMessageContaining(message);
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(source);
        Path cut = directory.resolve("cut.pdb");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 1));
        malformed(cut, WHOLE, FormatException.Kind.TRUNCATED, "fewer than its");
        malformed(cut, STRIP, FormatException.Kind.TRUNCATED, "fewer than its");
        Files.write(cut, new byte[0]);
        malformed(cut, WHOLE, FormatException.Kind.BAD_MAGIC, "cut.pdb");
        assertThat(files()).containsExactly("cut.pdb", "in.pdb");
    }

    /** That is, before the copy appears but after the last byte was written. */
    @Test
    void cancelledVerificationLeavesNothing() throws IOException {
        int[] left = {0};
        new CopyPdb()
                .run(
                        new CopyPdb.Request(source, target, STRIP, SAME, false, true, () -> left[0]++ < 0),
                        CopyListener.NONE);
        Files.delete(target);
        int calls = left[0];
        assertThatThrownBy(() -> new CopyPdb()
                        .run(
                                new CopyPdb.Request(source, target, STRIP, SAME, false, true, () -> --left[0] <= 0),
                                CopyListener.NONE))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(calls).isGreaterThan(2);
        assertThat(files()).containsExactly("in.pdb");
    }

    @Test
    void cancelledRunLeavesNothing() throws IOException {
        Files.writeString(target, "mine");
        for (int calls = 0; calls < 3; calls++) {
            int[] left = {calls};
            assertThatThrownBy(() ->
                            new CopyPdb().run(overwriting(source, target, () -> left[0]-- <= 0), CopyListener.NONE))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(target).hasContent("mine");
            assertThat(files()).containsExactly("in.pdb", "out.pdb");
        }
    }

    @Test
    void fullDiskLeavesNothing() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(BLOCK)
                .setMaxSize(40 * BLOCK)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path folder = Files.createDirectory(disk.getPath("/out"));
            Path there = folder.resolve("out.pdb");
            for (Optional<StripOptions> strip : List.of(WHOLE, STRIP)) {
                PdbCopyException full = catchThrowableOfType(
                        PdbCopyException.class,
                        () -> new CopyPdb().run(request(source, there, strip, SAME), CopyListener.NONE));
                assertThat(full.reason()).isEqualTo(Reason.NOT_ACCESSIBLE);
                assertThat(full).hasMessageStartingWith("/out/out.pdb cannot be written: ");
                assertThat(folder).isEmptyDirectory();
            }
        }
    }
}
