// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DbiPaddingTest {
    private static final int HEADER = 64;

    private static List<String> fields(byte[] pdb) throws IOException {
        List<String> found = new ArrayList<>();
        DbiPadding.visit(
                MsfFile.open(ByteSource.of("t.pdb", pdb)),
                (owner, offset, size, value) ->
                        found.add(owner + " " + (offset - HEADER) + " " + size + " " + Long.toHexString(value)));
        return found;
    }

    @Test
    void modulesHaveThreeFieldsAndAContribution() throws IOException {
        LittleEndian list = DbiBuilder.module(new LittleEndian(), "a", "bc", 0xFFFF); // 64 + 2 + 3 + 3 bytes
        DbiBuilder.module(list, "d", "", 0xFFFF);
        assertThat(fields(new DbiBuilder().modules(list).build()))
                .containsExactly(
                        "MODULE 0 4 baadf00d",
                        "CONTRIBUTION 6 2 dead",
                        "CONTRIBUTION 22 2 beef",
                        "MODULE 50 2 133b",
                        "MODULE 52 4 baadf00d",
                        "MODULE 72 4 baadf00d",
                        "CONTRIBUTION 78 2 dead",
                        "CONTRIBUTION 94 2 beef",
                        "MODULE 122 2 133b",
                        "MODULE 124 4 baadf00d");
    }

    @Test
    void theNumberOfTheModuleIsNoGarbage() throws IOException {
        LittleEndian list = new LittleEndian().padTo(64).bytes(new byte[4]); // module 0 has no names
        list.u32(1).padTo(68 + 68);
        list.u32(1).padTo(68 + 68 + 68);
        assertThat(fields(new DbiBuilder().modules(list).build()))
                .filteredOn(field -> field.startsWith("MODULE") && field.contains(" 4 "))
                .containsExactly("MODULE 52 4 0", "MODULE 120 4 0", "MODULE 136 4 1", "MODULE 188 4 0");
    }

    @Test
    void shortModules() throws IOException {
        LittleEndian list = DbiBuilder.oldModule(new LittleEndian(), "a", "bc", 0xFFFF);
        assertThat(fields(new DbiBuilder().version(DbiHeader.V50).modules(list).build()))
                .containsExactly(
                        "MODULE 0 4 baadf00d",
                        "CONTRIBUTION 6 2 dead",
                        "CONTRIBUTION 22 2 beef",
                        "MODULE 42 2 133b",
                        "MODULE 44 4 baadf00d");
    }

    @Test
    void contributionsOfEveryForm() throws IOException {
        LittleEndian current = new LittleEndian().u32(DbiBuilder.SC_V60);
        DbiBuilder.contribution(current, 1, 0, 1, 0);
        DbiBuilder.contribution(current, 1, 1, 1, 0);
        assertThat(fields(new DbiBuilder().contributions(current).build()))
                .containsExactly(
                        "CONTRIBUTION 6 2 dead",
                        "CONTRIBUTION 22 2 beef",
                        "CONTRIBUTION 34 2 dead",
                        "CONTRIBUTION 50 2 beef");
        LittleEndian mini = new LittleEndian().u32(DbiBuilder.SC_V2);
        DbiBuilder.contribution(mini, 1, 0, 1, 0).u32(7);
        DbiBuilder.contribution(mini, 1, 1, 1, 0).u32(7);
        assertThat(fields(new DbiBuilder().contributions(mini).build()))
                .contains("CONTRIBUTION 38 2 dead", "CONTRIBUTION 54 2 beef");
        LittleEndian old = new LittleEndian();
        DbiBuilder.oldContribution(old, 1, 0, 1, 0);
        assertThat(fields(new DbiBuilder().contributions(old).build()))
                .containsExactly("CONTRIBUTION 2 2 dead", "CONTRIBUTION 18 2 beef");
        LittleEndian oldest =
                new LittleEndian().u16(1).u16(0xDEAD).u32(0).u32(1).u16(0).u16(0xBEEF);
        assertThat(fields(
                        new DbiBuilder().version(19960000).contributions(oldest).build()))
                .containsExactly("CONTRIBUTION 2 2 dead", "CONTRIBUTION 14 2 beef");
    }

    @Test
    void aCutListIsRefused() {
        LittleEndian list = DbiBuilder.module(new LittleEndian(), "a", "bc", 0xFFFF);
        byte[] pdb = new DbiBuilder()
                .modules(new LittleEndian().bytes(list.toByteArray()).u32(0))
                .build();
        assertThatThrownBy(() -> fields(pdb))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED))
                .hasMessageStartingWith("t.pdb: DBI stream (3) +0x00000088");
    }
}
