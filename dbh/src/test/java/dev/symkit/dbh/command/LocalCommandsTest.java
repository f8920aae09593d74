// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.LittleEndian;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandsTest {
    private static final int INT = 0x74;
    private static final int REGREL32 = 0x1111;
    private static final int LOCAL = 0x113E;

    @TempDir
    Path directory;

    private final SmallPdb pdb = new SmallPdb();

    @BeforeEach
    void functions() {
        long arguments = pdb.types().add(0x1201, out -> out.u32(1).u32(INT));
        long method = pdb.types()
                .add(
                        0x1009,
                        out -> out.u32(INT)
                                .u32(0)
                                .u32(0x674)
                                .u8(0)
                                .u8(0)
                                .u16(1)
                                .u32(arguments)
                                .u32(0));
        pdb.function(SmallPdb.FUNCTION, "S::main", "S::main", method, 0x10);
        pdb.symbol(0x1106, out -> out.u32(0x674).u16(18).nulTerminated("this"));
        pdb.symbol(REGREL32, out -> relative(out, 8, "argument"));
        pdb.symbol(REGREL32, out -> relative(out, -4, "local"));
        pdb.symbol(0x110B, out -> out.u32(0xFFFFFFF8L).u32(INT).nulTerminated("framed"));
        pdb.symbol(0x1103, out -> out.u32(0).u32(0).u32(4).u32(0).u16(1).nulTerminated(""));
        pdb.symbol(REGREL32, out -> relative(out, 0x10, "inner"));
        pdb.symbol(0x110C, out -> out.u32(INT).u32(0x20).u16(2).nulTerminated("counter"));
        pdb.end();
        pdb.symbol(0x1107, out -> out.u32(INT).u16(5).nulTerminated("FIVE"));
        pdb.symbol(0x1112, out -> out.u32(INT).u32(0x30).u16(3).nulTerminated("perThread"));
        pdb.end();
        pdb.function(SmallPdb.FUNCTION, "operator new", "operator new", 0, 0x50);
        local("moved", 1);
        pdb.symbol(0x1141, out -> range(out.u16(17).u16(0), 0x60, 0x10));
        pdb.symbol(0x1145, out -> range(out.u16(335).u16(0).u32(0x28), 0x48, 0x20));
        local("gap", 0);
        pdb.symbol(0x1142, out -> range(out.u32(4), 0x50, 0x10).u16(0).u16(4));
        pdb.symbol(0x1144, out -> out.u32(0xFFFFFFF0L));
        local("gone", 0x100);
        local("fixed", 0);
        pdb.symbol(0x117F, out -> out.u32(42));
        local("placed", 0);
        pdb.symbol(0x1180, out -> out.u32(0x40).u16(2).u16(0));
        pdb.end();
        pdb.function(SmallPdb.MANAGED, "Run", "06000001", 0x6000001, 0x90);
        pdb.symbol(
                0x1120, out -> out.u32(3).u32(0x11000001).u32(0).u16(0).u16(1).nulTerminated("slot"));
        pdb.end();
    }

    private static void relative(LittleEndian out, int offset, String name) {
        out.u32(Integer.toUnsignedLong(offset)).u32(INT).u16(22).nulTerminated(name);
    }

    private static LittleEndian range(LittleEndian out, long offset, int length) {
        return out.u32(offset).u16(1).u16(length);
    }

    private void local(String name, int flags) {
        pdb.symbol(LOCAL, out -> out.u32(INT).u16(flags).nulTerminated(name));
    }

    private Answers answers(long base) throws Exception {
        Path file = directory.resolve("a.pdb");
        Files.write(file, pdb.build());
        return Answers.of(file, base);
    }

    @Test
    void theTableHasParametersAndTheVariablesOfAllBlocks() throws Exception {
        try (Answers answers = answers(0x400000)) {
            List<String> lines = answers.to("locals S::main");
            assertThat(lines.get(0)).isEqualTo("dumping locals for S::main...");
            assertThat(lines.get(1)).isEqualTo(" index            address     name");
            assertThat(lines.subList(2, lines.size()))
                    .extracting(line -> line.substring(8))
                    .containsExactly(
                            "                0 :   this",
                            "                8 :   argument",
                            "ffffffff`fffffffc :   local",
                            "ffffffff`fffffff8 :   framed",
                            "               10 :   inner",
                            "           403020 :   counter",
                            "                0 :   FIVE",
                            "               30 :   perThread");
            assertThat(answers.to("z s::MAIN f*")).hasSize(4);
            assertThat(answers.to("z a!S::main nothing")).containsExactly("dumping locals for S::main...");
        }
    }

    @Test
    void flagsTellWhereAVariableLives() throws Exception {
        try (Answers answers = answers(0x400000)) {
            List<Map<String, Object>> rows = answers.rows("locals S::main");
            assertThat(rows)
                    .extracting(row -> row.get("flags"))
                    .containsExactly(0xC8L, 0xD0L, 0x90L, 0xA0L, 0x90L, 0x80L, 0x101L, 0x4080L);
            assertThat(rows).extracting(row -> row.get("reg")).containsExactly(18L, 22L, 22L, 0L, 22L, 0L, 0L, 0L);
            assertThat(rows).extracting(row -> row.get("size")).containsOnly(4L, 8L);
            assertThat(rows.get(6)).containsEntry("value", 5L).containsEntry("tag", "SymTagData");
        }
    }

    @Test
    void thePlaceIsThatAtTheStartOfTheFunction() throws Exception {
        try (Answers answers = answers(0x140000000L)) {
            List<Map<String, Object>> rows = answers.rows("locals operator new");
            assertThat(rows)
                    .extracting(row -> row.get("name"))
                    .containsExactly("moved", "gap", "gone", "fixed", "placed");
            assertThat(rows).extracting(row -> row.get("flags")).containsExactly(0xD0L, 0xA0L, 0x80080L, 0x181L, 0x80L);
            assertThat(rows).extracting(row -> row.get("addr")).containsExactly(0x28L, -16L, 0L, 0L, 0x140003040L);
            assertThat(rows.get(0)).containsEntry("reg", 335L);
            assertThat(rows.get(3)).containsEntry("value", 42L);
            assertThat(answers.rows("locals operator new g*")).hasSize(2);
        }
    }

    @Test
    void otherCommandsShowTheSameRecord() throws Exception {
        try (Answers answers = answers(0x400000)) {
            for (String function : List.of("S::main", "operator new", "Run")) {
                List<Map<String, Object>> rows = answers.rows("locals " + function);
                assertThat(rows).isNotEmpty();
                for (Map<String, Object> row : rows) {
                    String index = Long.toHexString(Answers.number(row, "index"));
                    assertThat(answers.rows("index " + index)).as(index).containsExactly(row);
                }
            }
            assertThat(answers.to("srch all recurse mask=placed").get(1)).contains(" 403040 ");
        }
    }

    @Test
    void methodsAreFoundByTheirNamesAndHaveSlots() throws Exception {
        try (Answers answers = answers(0x400000)) {
            assertThat(answers.rows("locals run").get(0))
                    .containsEntry("name", "slot")
                    .containsEntry("flags", 0x80C0L)
                    .containsEntry("value", 3L)
                    .containsEntry("size", 0L)
                    .containsEntry("type", 0L);
        }
    }

    @Test
    void whatIsNotKnownIsSilent() throws Exception {
        try (Answers answers = answers(0x400000)) {
            assertThat(answers.to("locals nothing")).isEmpty();
            assertThat(answers.to("locals"))
                    .containsExactly("locals FUNCTION [MASK] : lists parameters and variables of a function");
            answers.to("symopt -1");
            assertThat(answers.to("locals s::MAIN")).isEmpty();
            answers.to("unload");
            assertThat(answers.to("locals S::main")).isEmpty();
        }
    }
}
