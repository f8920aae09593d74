// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.io.Name;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are not what was promised. */
final class VerificationTest {
    private static final int PAGE = 4096;
    private static final int AGE = 8;
    private static final int GUID = 12;
    private static final int FLAGS = 56;
    private static final Identity NEW = new Identity(new UUID(0x4000, 0x8000000000000000L), 7);

    @TempDir
    private Path directory;

    private static byte[] source() throws IOException {
        return Files.readAllBytes(Pdbs.sample("build-1/x64/engine.pdb"));
    }

    /** The problem that is found in a copy. */
    private String problem(byte[] copy, Optional<StripOptions> strip, Optional<Identity> identity) throws IOException {
        Path path = Files.write(directory.resolve("copy.pdb"), copy);
        PdbCopyException refused = catchThrowableOfType(
                PdbCopyException.class, () -> verification(strip, identity).check(path));
        assertThat(refused.reason()).isEqualTo(Reason.DIFFERENT);
        return String.valueOf(refused.getMessage());
    }

    private static Verification verification(Optional<StripOptions> strip, Optional<Identity> identity)
            throws IOException {
        CopyPdb.Request request =
                new CopyPdb.Request(Path.of("in.pdb"), Path.of("out.pdb"), strip, identity, false, true, () -> false);
        PdbFile source = Pdbs.open(source());
        List<PublicSymbol> publics =
                strip.isPresent() ? Pdbs.stripped(source, strip.get()).publics() : PublicSymbols.of(source);
        return new Verification(source, request, publics);
    }

    private static Optional<StripOptions> strip() {
        return Optional.of(StripOptions.DEFAULT);
    }

    private static PdbStreams stripped() throws IOException {
        return PdbStreams.of(Pdbs.open(Pdbs.strip(source())));
    }

    @Test
    void goodCopiesPass() throws IOException {
        Path whole = Files.write(directory.resolve("whole.pdb"), source());
        Path stripped = Files.write(directory.resolve("stripped.pdb"), Pdbs.strip(source()));
        assertThatCode(() -> verification(Optional.empty(), Optional.empty()).check(whole))
                .doesNotThrowAnyException();
        assertThatCode(() -> verification(strip(), Optional.empty()).check(stripped))
                .doesNotThrowAnyException();
    }

    @Test
    void wholeInsteadOfStripped() throws IOException {
        assertThat(problem(source(), strip(), Optional.empty()))
                .isEqualTo("the copy was not made: it has types (out.pdb)");
    }

    @Test
    void otherIdentity() throws IOException {
        PdbStreams streams = stripped();
        streams.edit(1).put(GUID, (byte) (streams.edit(1).get(GUID) + 1));
        assertThat(problem(streams.build(PAGE), strip(), Optional.empty())).contains("its identity is not");
        assertThat(problem(Pdbs.strip(source()), strip(), Optional.of(NEW))).contains("its identity is not");
    }

    @Test
    void otherAge() throws IOException {
        PdbStreams streams = stripped();
        streams.edit(PdbStreams.DBI).putInt(AGE, 2);
        assertThat(problem(streams.build(PAGE), strip(), Optional.empty())).contains("its age is not");
    }

    @Test
    void otherPublics() throws IOException {
        StripOptions drop = new StripOptions(
                StripOptions.Filter.DROP, Set.of(Name.of("engine_step")), false, true, false, false, List.of());
        byte[] fewer = Pdbs.strip(Pdbs.open(source()), drop);
        assertThat(problem(fewer, strip(), Optional.empty())).contains("its publics differ");
        assertThat(problem(Pdbs.strip(source()), Optional.of(drop), Optional.empty()))
                .contains("its publics differ");
        PdbStreams moved = stripped();
        // The first record: length, kind, flags, offset.
        ByteBuffer records = moved.edit(symbolRecords());
        records.putInt(8, records.getInt(8) + 1);
        assertThat(problem(moved.build(PAGE), strip(), Optional.empty())).contains("its publics differ");
    }

    private static int symbolRecords() throws IOException {
        PdbFile pdb = Pdbs.open(Pdbs.strip(source()));
        return pdb.dbi().orElseThrow().fields().symbols();
    }

    @Test
    void publicThatIsNotFound() throws IOException {
        PdbStreams streams = stripped();
        PdbFile pdb = streams.open();
        ByteBuffer publics = streams.edit(pdb.dbi().orElseThrow().fields().publics());
        // Behind two headers come entries of 8 bytes; each bucket has one here. Two of them change places.
        int first = 28 + 16;
        int offset = publics.getInt(first);
        publics.putInt(first, publics.getInt(first + 8)).putInt(first + 8, offset);
        assertThat(problem(streams.build(PAGE), strip(), Optional.empty())).contains("is not found by its name");
    }

    @Test
    void notMarked() throws IOException {
        PdbStreams streams = stripped();
        streams.edit(PdbStreams.DBI).putShort(FLAGS, (short) 0);
        assertThat(problem(streams.build(PAGE), strip(), Optional.empty())).contains("not marked as stripped");
    }

    @Test
    void bytesThatBelongToNothing() throws IOException {
        byte[] file = Pdbs.strip(source());
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        file[header.getInt(32) - 1] = 'x';
        assertThat(problem(file, strip(), Optional.empty())).contains("bytes that belong to nothing");
    }
}
