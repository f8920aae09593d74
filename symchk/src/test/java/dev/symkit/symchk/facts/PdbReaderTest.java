// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.symchk.TestImages;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PdbReaderTest {
    private static PdbFacts read(byte[] pdb) throws IOException {
        return PdbReader.read(ByteSource.of("app.pdb", pdb));
    }

    @Test
    void tellsPrivateFromPublic() throws IOException {
        PdbFacts full = read(TestImages.privatePdb());
        assertThat(full.stripped()).isFalse();
        assertThat(full.hasLines()).isTrue();
        PdbFacts stripped = read(TestImages.publicPdb());
        assertThat(stripped.stripped()).isTrue();
        assertThat(stripped.hasLines()).isFalse();
        assertThat(read(new PdbBuilder().guid(TestImages.GUID).build()).stripped())
                .as("nothing private in it")
                .isTrue();
    }
}
