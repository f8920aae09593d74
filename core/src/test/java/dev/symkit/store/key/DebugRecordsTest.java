// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DebugRecordsTest {
    private static DebugRecords of(PeBuilder image) throws IOException {
        return DebugRecords.of(PeFile.open(ByteSource.of("a.dll", image.build())));
    }

    private static byte[] misc(String name) {
        return new LittleEndian()
                .u32(1)
                .u32(12 + name.length() + 1)
                .u32(0)
                .nulTerminated(name)
                .toByteArray();
    }

    private static byte[] sum(String algorithm, int value) {
        return new LittleEndian().nulTerminated(algorithm).u32(value).toByteArray();
    }

    @Test
    void tellWhatTheEntriesSay() throws IOException {
        DebugRecords records = of(new PeBuilder()
                .nb10(5, 6, "old.pdb")
                .rsds(new UUID(1, 2), 3, "a.pdb")
                .debug(DebugEntry.MISC, misc("a.dbg"))
                .debug(DebugEntry.MISC, misc("a.dll"))
                .debug(DebugEntry.PDB_CHECKSUM, sum("SHA256", 0x04030201))
                .debug(DebugEntry.PDB_CHECKSUM, sum("SHA1", 5)));
        assertThat(records.codeView()).contains(new CodeView.Rsds(new UUID(1, 2), 3, "a.pdb"));
        assertThat(records.pdb().map(PdbReference::name)).contains("a.pdb");
        assertThat(records.miscNames()).containsExactly("a.dbg", "a.dll");
        assertThat(records.pdbChecksum()).contains("SHA256:01020304;SHA1:05000000");
        assertThat(records.has(DebugEntry.MISC)).isTrue();
        assertThat(records.has(DebugEntry.COFF)).isFalse();
        assertThat(records.hasCodeViewInside()).isFalse();
        assertThat(records.damage()).isEmpty();
    }

    @Test
    void countARecordOfAnotherKindLast() throws IOException {
        byte[] nb09 = new LittleEndian().text("NB09").toByteArray();
        DebugRecords records = of(new PeBuilder().debug(DebugEntry.CODEVIEW, nb09));
        assertThat(records.codeView()).get().isInstanceOf(CodeView.Other.class);
        assertThat(records.hasCodeViewInside()).isTrue();
        assertThat(records.pdb()).isEmpty();
        assertThat(of(new PeBuilder().debug(DebugEntry.CODEVIEW, nb09).nb10(1, 2, "a.pdb"))
                        .pdb())
                .isPresent();
    }

    @Test
    void rememberThatDataIsDamaged() throws IOException {
        DebugRecords records =
                of(new PeBuilder().debug(DebugEntry.CODEVIEW, new byte[3]).debug(DebugEntry.MISC, new byte[3]));
        assertThat(records.codeView()).isEmpty();
        assertThat(records.pdbChecksum()).isEmpty();
        assertThat(records.damage()).isEmpty();
        assertThat(records.miscNames()).isEmpty();
        assertThat(records.damage()).get().satisfies(e -> assertThat(e).hasMessageContaining("a.dll"));
    }
}
