// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that is needed and not there is an error; nothing is lost without a word. A damaged part that is not needed is none. */
final class DamagedPartsTest {
    private static final int PAGE = 4096;
    private static final int FIRST_MODULE = 64;
    private static final short NO_SUCH_STREAM = 0x1234;

    private static PdbStreams sample() throws IOException {
        return PdbStreams.of(Pdbs.open(Files.readAllBytes(Pdbs.sample("build-1/x86/hello.pdb"))));
    }

    private static void refused(PdbStreams streams, String reason) {
        assertThatThrownBy(() -> Pdbs.strip(streams.build(PAGE)))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        damaged -> assertThat(damaged.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessageStartingWith("test.pdb: ")
                .hasMessageContaining(reason);
    }

    @Test
    void typesAreOnlyNotCounted() throws IOException {
        byte[] expected = Pdbs.strip(sample().build(PAGE));
        PdbStreams streams = sample();
        streams.edit(2).putInt(4, 0x7FFFFFFF); // size of its header
        PdbFile damaged = streams.open();
        assertThat(Pdbs.strip(damaged, StripOptions.DEFAULT)).isEqualTo(expected);
        StripReport report = Pdbs.stripped(damaged, StripOptions.DEFAULT).report();
        assertThat(report.typesRemoved().isKnown()).isFalse();
        assertThat(report.typesRemoved().problem()).startsWith("test.pdb: ").contains("TPI");
        assertThat(report.warnings()).isEmpty();
    }

    /** Numbers of the streams of publics and of the records in the header. */
    @ParameterizedTest
    @ValueSource(ints = {16, 20})
    void publics(int field) throws IOException {
        PdbStreams streams = sample();
        streams.edit(PdbStreams.DBI).putShort(field, NO_SUCH_STREAM);
        refused(streams, "there is no stream 4660, where the ");
    }

    @Test
    void symbolsOfAModule() throws IOException {
        PdbStreams streams = sample();
        streams.edit(PdbStreams.DBI).putShort(FIRST_MODULE + 34, NO_SUCH_STREAM);
        refused(streams, "bytes of symbols, but no stream");
    }

    @Test
    void frameProgram() throws IOException {
        PdbStreams streams = sample();
        int frames = streams.open().dbi().orElseThrow().debugStreams().slot(9).orElseThrow();
        ByteBuffer first = streams.edit(frames);
        first.putInt(20, 0x00ABCDEF);
        refused(streams, "there is no frame program at 11259375 of the string table");
    }
}
