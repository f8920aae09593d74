// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PdbReferenceTest {
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final String DIGITS = "0F7FCF88442F4B0E9FB51DC4A754D9DE";

    private static Optional<PdbReference> of(PeBuilder image) throws IOException {
        return PdbReference.of(PeFile.open(ByteSource.of("a.dll", image.build())));
    }

    @Test
    void isThatOfTheFirstRsdsRecordBeforeAnyOlderOne() throws IOException {
        PeBuilder image = new PeBuilder()
                .nb10(0x37A8F40E, 2, "old.pdb")
                .rsds(GUID, 0x1e, "d:\\b\\a.pdb")
                .rsds(new UUID(1, 2), 1, "c.pdb");
        assertThat(of(image)).contains(new PdbReference("d:\\b\\a.pdb", DIGITS + "1e", false));
        assertThat(of(image).map(PdbReference::name)).contains("a.pdb");
        assertThat(of(new PeBuilder().nb10(0x37A8F40E, 2, "old.pdb")))
                .contains(new PdbReference("old.pdb", "37A8F40E2", false));
    }

    @Test
    void ofAPortablePdbHasTheFixedAge() throws IOException {
        assertThat(of(new PeBuilder().portable(GUID, "a.pdb")))
                .contains(new PdbReference("a.pdb", DIGITS + "FFFFFFFF", true));
        assertThat(of(new PeBuilder().rsds(new UUID(1, 2), 1, "n.ni.pdb").portable(GUID, "a.pdb")))
                .map(PdbReference::portable)
                .contains(false);
        byte[] image = new PeBuilder().portable(GUID, "a.pdb").build();
        assertThat(new KeyReader().identify(ByteSource.of("a.dll", image)).flatMap(FileIdentity::pdbIndex))
                .contains(DIGITS + "FFFFFFFF");
    }

    @Test
    void isNotThereWithoutANameOrWithADamagedRecord() throws IOException {
        assertThat(of(new PeBuilder())).isEmpty();
        assertThat(of(new PeBuilder().rsds(GUID, 1, ""))).isEmpty();
        assertThat(of(new PeBuilder().rsds(GUID, 1, "d:\\b\\"))).isEmpty();
        assertThat(of(new PeBuilder().debug(2, new LittleEndian().text("RSDS").toByteArray())))
                .isEmpty();
        assertThat(of(new PeBuilder()
                        .debug(2, new LittleEndian().text("RS").toByteArray())
                        .rsds(GUID, 1, "a.pdb")))
                .isPresent();
    }

    @Test
    void ofADumpIsThatOfItsRecord() {
        assertThat(PdbReference.of(new CodeView.Rsds(GUID, 0, "a.pdb"), false))
                .contains(new PdbReference("a.pdb", DIGITS, false));
        assertThat(PdbReference.of(new CodeView.Nb10(1, 2, "a.pdb"), false))
                .contains(new PdbReference("a.pdb", "000000012", false));
        assertThat(PdbReference.of(new CodeView.Rsds(GUID, 1, ""), false)).isEmpty();
    }
}
