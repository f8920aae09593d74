// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.symbol.Tag;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeCommandsTest {
    private static final int INT = 0x74;
    private static final int DECLARED = 0x80;
    private static final int UNIQUE = 0x200;

    @TempDir
    Path directory;

    private final SmallPdb pdb = new SmallPdb();
    private long point;

    @BeforeEach
    void types() {
        long procedure =
                pdb.types().add(0x1008, out -> out.u32(INT).u8(0).u8(0).u16(0).u32(0));
        long pointer = pdb.types().add(0x1002, out -> out.u32(procedure).u32(0x0A | (4 << 13)));
        long declared = structure("Point", DECLARED, 0, 0);
        long bits = pdb.types().add(0x1205, out -> out.u32(0x75).u8(3).u8(1));
        long bit = pdb.types().add(0x1205, out -> out.u32(0x75).u8(1).u8(4));
        long members = pdb.types().add(0x1203, out -> {
            member(out, INT, 0, "x");
            member(out, bits, 4, "mode");
            member(out, bit, 4, "set");
        });
        point = structure("Point", 0, members, 8);
        long derived = pdb.types().add(0x1203, out -> {
            out.u16(0x1400).u16(3).u32(point).u16(0x10);
            out.u8(0xF2).u8(0xF1);
            out.u16(0x1401).u16(3).u32(point).u32(0x403).u16(0).u16(1);
            member(out, pointer, 0x18, "callback");
            out.u16(0x150E).u16(3).u32(INT).nulTerminated("count");
        });
        structure("Deep", 0, derived, 0x1C);
        long constants = pdb.types().add(0x1203, out -> {
            out.u16(0x1502).u16(3).u16(1).nulTerminated("RED");
            while (out.size() % 4 != 2) {
                out.u8(0xF1);
            }
            out.u16(0x1502).u16(3).u16(0x8000).u8(0xF0).nulTerminated("BLUE");
        });
        pdb.types().add(0x1507, out -> out.u16(2).u16(0).u32(INT).u32(constants).nulTerminated("Colour"));
        structure("Unknown", DECLARED, 0, 0);
        structure("Unknown", DECLARED, 0, 0);
        pdb.typedef("CMDPROC", pointer).typedef("Point", declared).typedef("ORIGIN", declared);
    }

    private static void member(LittleEndian out, long type, int offset, String name) {
        out.u16(0x150D).u16(3).u32(type).u16(offset).nulTerminated(name);
        while (out.size() % 4 != 2) {
            out.u8(0xF0 + 1);
        }
    }

    private long structure(String name, int properties, long fields, int size) {
        return pdb.types()
                .add(
                        0x1505,
                        out -> out.u16(0)
                                .u16(properties)
                                .u32(fields)
                                .u32(0)
                                .u32(0)
                                .u16(size)
                                .nulTerminated(name));
    }

    private Answers answers() throws Exception {
        Path file = directory.resolve("cmd.pdb");
        Files.write(file, pdb.build());
        return Answers.of(file, 0x400000);
    }

    @Test
    void aTypedefIsShownWithTheSizeOfWhatItStandsFor() throws Exception {
        try (Answers answers = answers()) {
            Map<String, Object> row = answers.rows("type CMDPROC").get(0);
            assertThat(answers.to("t CMDPROC"))
                    .containsExactly(
                            "   name : CMDPROC",
                            "   addr :        0",
                            "   size : 4",
                            "  flags : 0",
                            "   type : " + Long.toHexString(Answers.number(row, "type")),
                            "modbase :   400000",
                            "  value :        0",
                            "    reg : 0",
                            "  scope : SymTagNull (0)",
                            "    tag : SymTagTypedef (11)",
                            "  index : " + Long.toHexString(Answers.number(row, "index")));
            assertThat(row.get("index")).isNotEqualTo(row.get("type"));
        }
    }

    @Test
    void aDefinitionStandsForItsDeclarations() throws Exception {
        try (Answers answers = answers()) {
            Map<String, Object> row = answers.rows("type Point").get(0);
            assertThat(row).containsEntry("size", 8L).containsEntry("tag", "SymTagUDT");
            assertThat(row.get("type")).isEqualTo(row.get("index"));
            assertThat(answers.rows("type ORIGIN").get(0))
                    .containsEntry("size", 8L)
                    .containsEntry("type", row.get("index"))
                    .containsEntry("tag", "SymTagTypedef");
            assertThat(answers.rows("type Unknown").get(0)).containsEntry("size", 0L);
            assertThat(answers.rows("type Colour").get(0))
                    .containsEntry("size", 4L)
                    .containsEntry("tag", "SymTagEnum");
            assertThat(answers.rows("type cmd!Point")).containsExactly(row);
            assertThat(answers.rows("type !Point")).containsExactly(row);
        }
    }

    @Test
    void caseCountsAndWhatIsNotThereIsSilent() throws Exception {
        try (Answers answers = answers()) {
            assertThat(answers.to("type point")).isEmpty();
            assertThat(answers.to("type other!Nothing")).isEmpty();
            assertThat(answers.to("type")).containsExactly("type [-r] NAME : shows a type; -r: what is in it");
        }
    }

    @Test
    void membersAreShownWithTheirPlaces() throws Exception {
        try (Answers answers = answers()) {
            assertThat(answers.to("type -r Deep"))
                    .containsExactly(
                            "struct Deep, size 1c",
                            "  +10     8      base Point",
                            "    +10     4      x : int",
                            "    +14     4      mode : unsigned int, bits 1-3",
                            "    +14     4      set : unsigned int, bit 4",
                            "  +0      8      virtual base Point",
                            "  +18     4      callback : int (*)()");
            assertThat(answers.to("type -r ORIGIN"))
                    .startsWith("typedef ORIGIN : Point, size 8", "struct Point, size 8", "  +0      4      x : int")
                    .hasSize(5);
            assertThat(answers.to("type -r CMDPROC")).containsExactly("typedef CMDPROC : int (*)(), size 4");
            assertThat(answers.to("type -r Colour"))
                    .containsExactly("enum Colour, size 4", "  RED = 1", "  BLUE = -10");
        }
    }

    @Test
    void aClassThatIsItsOwnBaseEnds() throws Exception {
        long list = pdb.types()
                .add(
                        0x1203,
                        out -> out.u16(0x1400)
                                .u16(3)
                                .u32(point + 8)
                                .u16(0)
                                .u16(0x1400)
                                .u16(3)
                                .u32(point + 8)
                                .u16(0));
        assertThat(structure("Loop", 0, list, 4)).isEqualTo(point + 8);
        try (Answers answers = answers()) {
            List<String> lines = answers.to("type -r Loop");
            assertThat(lines).hasSize((1 << 16) + 1).endsWith("...");
        }
    }

    @Test
    void allTypesAreListedOnce() throws Exception {
        long unique = pdb.types()
                .add(
                        0x1505,
                        out -> out.u16(0)
                                .u16(DECLARED | UNIQUE)
                                .u32(0)
                                .u32(0)
                                .u32(0)
                                .u16(0)
                                .nulTerminated("Point")
                                .nulTerminated(".?AUPoint@@"));
        assertThat(unique).isGreaterThan(point);
        try (Answers answers = answers()) {
            assertThat(answers.rows("etypes"))
                    .extracting(row -> row.get("name"))
                    .containsExactly("Point", "Deep", "Colour", "Unknown", "CMDPROC", "ORIGIN");
            String index =
                    Long.toHexString(Answers.number(answers.rows("type Colour").get(0), "index"));
            assertThat(answers.to("etypes c?l*"))
                    .containsExactly("  0x" + index + " ".repeat(8 - index.length()) + " : Colour");
            answers.to("symopt -1");
            assertThat(answers.to("etypes c?l*")).isEmpty();
            answers.to("setret");
            assertThat(answers.rows("etypes")).hasSize(1);
        }
    }

    @Test
    void withoutAModuleThereAreNoTypes() throws IOException {
        try (Answers answers = Answers.none()) {
            assertThat(answers.to("etypes")).containsExactly("error 0x6 calling SymEnumTypes()");
            assertThat(answers.to("type X")).isEmpty();
            assertThat(answers.to("dtag"))
                    .hasSize(Tag.count())
                    .startsWith("  0x00 : SymTagNull", "  0x01 : SymTagExe")
                    .contains("  0x1e : SymTagDimension");
        }
    }

    @Test
    void scopesAreShownAsInCIfWanted() throws Exception {
        long fields = pdb.types().add(0x1203, out -> member(out, point, 0, "at"));
        structure("geometry::Line", 0, fields, 8);
        try (Answers answers = answers()) {
            answers.to("symopt +8");
            assertThat(answers.to("etypes geometry__*"))
                    .singleElement()
                    .asString()
                    .endsWith(" : geometry__Line");
            assertThat(answers.to("type geometry::Line").get(0)).isEqualTo("   name : geometry__Line");
            assertThat(answers.to("type -r geometry::Line").get(0)).contains("geometry__Line");
            assertThat(answers.to("srch tag=b mask=geometry*").get(1)).endsWith(" : geometry__Line");
            String index = answers.to("etypes geometry__*").get(0).strip().split(" ", 2)[0];
            assertThat(answers.to("index " + index).get(0)).isEqualTo("   name : geometry__Line");
        }
    }
}
