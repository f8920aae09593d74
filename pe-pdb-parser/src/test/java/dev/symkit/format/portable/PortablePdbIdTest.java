// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PortablePdbIdTest {
    private static final UUID GUID = UUID.fromString("b64a3fda-3d47-4665-bbc5-905aaa0c2313");

    private static Optional<PortablePdbId> read(byte[] file) throws IOException {
        return PortablePdbId.read(ByteSource.of("a.pdb", file));
    }

    @Test
    void findsTheIdAmongOtherStreams() throws IOException {
        byte[] file = new PortablePdbBuilder()
                .stream("#~", new byte[40]).stream("#Strings", new byte[3]).id(GUID, 0xFEDCBA98L).stream(
                                "#US", new byte[1])
                        .build();
        assertThat(read(file)).contains(new PortablePdbId(GUID, 0xFEDCBA98L));
    }

    @Test
    void findsNoIdInMetadataOfAnAssembly() throws IOException {
        assertThat(read(new PortablePdbBuilder().stream("#~", new byte[40]).build()))
                .isEmpty();
        assertThat(read(new PortablePdbBuilder().build())).isEmpty();
    }

    @Test
    void everyTruncationIsReported() {
        byte[] file =
                new PortablePdbBuilder().stream("#~", new byte[0]).id(GUID, 1).build();
        int idEnd = file.length - 12;
        for (int cut = 4; cut < idEnd; cut++) {
            byte[] shorter = Arrays.copyOf(file, cut);
            assertThatThrownBy(() -> read(shorter))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    @Test
    void refusesFieldsOutOfRange() {
        byte[] shortStream =
                new PortablePdbBuilder().stream("#Pdb", new byte[19]).build();
        byte[] longText = new PortablePdbBuilder().id(GUID, 1).build();
        longText[13] = 2;
        byte[] manyStreams = new PortablePdbBuilder().id(GUID, 1).build();
        manyStreams[31] = (byte) (Limits.MAX_METADATA_STREAMS >> 8) + 1;
        assertThatThrownBy(() -> read(shortStream)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> read(longText)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> read(manyStreams))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
        assertThatThrownBy(() -> read(new byte[4]))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_MAGIC));
    }
}
