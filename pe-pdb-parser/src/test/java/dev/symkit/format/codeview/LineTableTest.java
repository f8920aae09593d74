// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.Props;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineTableTest {
    private static LineTable table(C13Builder built) throws IOException {
        return LineTable.read(built.stream(), 0, built.size());
    }

    private static int line(LineTable table, int section, long offset) {
        return table.lookup(section, offset).map(LineEntry::line).orElse(-1);
    }

    /** A function with an opening brace, a call inlined from another file, and a closing brace. */
    private static C13Builder function() {
        LittleEndian block = C13Builder.lines(0x1000, 1, 0, 0x30);
        C13Builder.file(block, 0, 0, 10, 0, 11, 8, 12, 0x20, 14);
        C13Builder.file(block, 0x18, 4, 99, 8, 98);
        return new C13Builder().add(C13Reader.LINES, block);
    }

    @Test
    void atASharedOffsetTheFirstRowCountsAndAfterItTheLast() throws IOException {
        LineTable table = table(function());
        assertThat(line(table, 1, 0x1000)).isEqualTo(10);
        assertThat(line(table, 1, 0x1001)).isEqualTo(11);
        assertThat(line(table, 1, 0x1004)).isEqualTo(99);
        assertThat(line(table, 1, 0x1008)).isEqualTo(12);
        assertThat(line(table, 1, 0x1009)).isEqualTo(98);
        assertThat(line(table, 1, 0x102F)).isEqualTo(14);
    }

    @Test
    void nothingIsFoundOutsideTheCode() throws IOException {
        LineTable table = table(function());
        assertThat(table.find(1, 0xFFF)).isEqualTo(LineTable.NONE);
        assertThat(table.find(1, 0x1030)).isEqualTo(LineTable.NONE);
        assertThat(table.find(2, 0x1000)).isEqualTo(LineTable.NONE);
        assertThat(table.find(0, 0x1000)).isEqualTo(LineTable.NONE);
        assertThat(table.find(1, -1)).isEqualTo(LineTable.NONE);
        assertThat(table.find(1, Long.MAX_VALUE)).isEqualTo(LineTable.NONE);
        assertThat(table.find(1, (1L << 40) + 0x1000)).isEqualTo(LineTable.NONE);
    }

    @Test
    void codeBeforeTheFirstRowOfABlockHasNoLine() throws IOException {
        LittleEndian block = C13Builder.lines(0x10, 1, 0, 8);
        LineTable table = table(new C13Builder().add(C13Reader.LINES, C13Builder.file(block, 0, 2, 5)));
        assertThat(line(table, 1, 0x11)).isEqualTo(-1);
        assertThat(line(table, 1, 0x12)).isEqualTo(5);
    }

    @Test
    void givesTheWholeRow() throws IOException {
        LittleEndian block =
                C13Builder.lines(0x10, 3, 1, 8).u32(0x28).u32(1).u32(24).u32(1);
        block.u32(C13Builder.word(70, 2, true)).u16(4).u16(0xFFFF);
        C13Builder built = function().add(C13Reader.LINES, block);
        LineTable table = table(built);
        assertThat(table.lookup(3, 0x11)).contains(new LineEntry(3, 0x11, 0x28, 70, 2, true, 4, 0xFFFF));
        assertThat(table.lookup(1, 0x1000)).contains(new LineEntry(1, 0x1000, 0, 10, 0, true, 0, 0));
        int row = table.find(3, 0x11);
        assertThat(table.section(row)).isEqualTo(3);
        assertThat(table.offset(row)).isEqualTo(0x11);
        assertThat(table.endOffset(row)).isEqualTo(0x18);
        assertThat(table.line(row)).isEqualTo(70);
        assertThat(table.fileOffset(row)).isEqualTo(0x28);
    }

    @Test
    void aRowReachesToTheNextOffset() throws IOException {
        LineTable table = table(function());
        assertThat(table.endOffset(table.find(1, 0x1000))).isEqualTo(0x1004);
        assertThat(table.endOffset(table.find(1, 0x1001))).isEqualTo(0x1004);
        assertThat(table.endOffset(table.find(1, 0x1020))).isEqualTo(0x1030);
    }

    @Test
    void blocksNeedNotBeInOrder() throws IOException {
        C13Builder built = new C13Builder();
        int[] starts = {0x300, 0x100, 0x200, 0x100};
        for (int i = 0; i < starts.length; i++) {
            built.add(C13Reader.LINES, C13Builder.file(C13Builder.lines(starts[i], 1, 0, 0x80), 0, 0, i + 1));
        }
        built.add(C13Reader.LINES, C13Builder.file(C13Builder.lines(0x400, 0, 0, 0x80), 0, 0, 9));
        LineTable table = table(built);
        assertThat(table.size()).isEqualTo(5);
        assertThat(line(table, 1, 0x301)).isEqualTo(1);
        assertThat(line(table, 1, 0x17F)).as("the first of two at one place").isEqualTo(2);
        assertThat(line(table, 1, 0x200)).isEqualTo(3);
        assertThat(line(table, 1, 0x280)).isEqualTo(-1);
        assertThat(line(table, 0, 0x400)).isEqualTo(9);
    }

    @Test
    void aBlockInsideAnotherWins() throws IOException {
        C13Builder built = new C13Builder()
                .add(C13Reader.LINES, C13Builder.file(C13Builder.lines(0x100, 1, 0, 0x100), 0, 0, 1))
                .add(C13Reader.LINES, C13Builder.file(C13Builder.lines(0x110, 1, 0, 0x10), 0, 0, 2));
        LineTable table = table(built);
        assertThat(line(table, 1, 0x10F)).isEqualTo(1);
        assertThat(line(table, 1, 0x110)).isEqualTo(2);
        assertThat(line(table, 1, 0x120)).isEqualTo(1);
    }

    @Test
    void anEmptyModuleHasNoLines() throws IOException {
        LineTable table = table(new C13Builder());
        assertThat(table.size()).isZero();
        assertThat(table.find(1, 0)).isEqualTo(LineTable.NONE);
        assertThatThrownBy(() -> table.line(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private record Block(int section, int start, int size, List<int[]> rows) {}

    private static List<Block> randomBlocks(SplittableRandom random) {
        List<Block> blocks = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            List<int[]> rows = new ArrayList<>();
            for (int j = random.nextInt(8); j > 0; j--) {
                rows.add(new int[] {random.nextInt(12), random.nextInt(1, 1000)});
            }
            blocks.add(new Block(random.nextInt(1, 3), random.nextInt(100), random.nextInt(20), rows));
        }
        return blocks;
    }

    /** The rule, written down without any index. */
    private static Optional<Integer> expected(List<Block> blocks, int section, int offset) {
        Block best = null;
        for (Block block : blocks) {
            boolean holds =
                    block.section() == section && offset >= block.start() && offset < block.start() + block.size();
            if (holds && (best == null || block.start() > best.start())) {
                best = block;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        int distance = offset - best.start();
        List<int[]> exact =
                best.rows().stream().filter(row -> row[0] == distance).toList();
        if (!exact.isEmpty()) {
            return Optional.of(exact.get(0)[1]);
        }
        return best.rows().stream()
                .filter(row -> row[0] < distance)
                .reduce((before, row) -> row[0] >= before[0] ? row : before)
                .map(row -> row[1]);
    }

    @Test
    void agreesWithASearchThroughEverything() {
        Props.forAll(20, 300, LineTableTest::randomBlocks, blocks -> {
            C13Builder built = new C13Builder();
            int rows = 0;
            for (Block block : blocks) {
                LittleEndian data = C13Builder.lines(block.start(), block.section(), 0, block.size());
                for (int[] row : block.rows()) {
                    C13Builder.file(data, 0, row[0], row[1]);
                }
                built.add(C13Reader.LINES, data);
                rows += block.rows().size();
            }
            LineTable table = table(built);
            assertThat(table.size()).isEqualTo(rows);
            for (int section = 0; section < 4; section++) {
                for (int offset = 0; offset < 125; offset++) {
                    assertThat(table.lookup(section, offset).map(LineEntry::line))
                            .isEqualTo(expected(blocks, section, offset));
                }
            }
            for (int row = 0; row < rows; row++) {
                assertThat(table.endOffset(row)).isGreaterThanOrEqualTo(table.offset(row));
            }
        });
    }
}
