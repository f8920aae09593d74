// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares {@code uw} of x86 code with the frames in symbol files of Breakpad. */
class FrameOracleTest {
    @TempDir
    private Path directory;

    /**
     * Where several records hold for an address (in rearranged code, prologs of which nothing is left) one of them is as good as another:
     * ours is then the frame of another record of the oracle for that address.
     */
    @ParameterizedTest
    @ValueSource(strings = {"native/x86-crash/crash", "native/x86-omap/omap_stretched"})
    void agreesWithBreakpadOnFrames(String stem) throws Exception {
        Corpus corpus = Corpus.assumePresent();
        String oracle = new String(corpus.bytes(stem + ".sym"), StandardCharsets.UTF_8);
        List<BreakpadFrame> frames = oracle.lines()
                .filter(line -> line.startsWith("STACK WIN 4 "))
                .map(BreakpadFrame::of)
                .toList();
        // of code that was torn apart the oracle gives the prolog to its first piece only
        boolean prologs = !stem.contains("omap");
        int another = 0;
        List<String> different = new ArrayList<>();
        try (ShellFixture shell =
                new ShellFixture(directory).load(corpus.file(stem + ".pdb").toString())) {
            for (BreakpadFrame frame : frames) {
                String text = shell.ask("uw " + Long.toHexString(shell.module().address(frame.start())));
                if (frame.isShownAs(text, prologs)) {
                    continue;
                }
                boolean known = frames.stream()
                        .anyMatch(other -> other.covers(frame.start()) && other.isShownAs(text, prologs));
                another += known ? 1 : 0;
                if (!known) {
                    different.add(frame + ": " + text);
                }
            }
        }
        System.out.printf(
                "uw: %d frames compared with %s.sym, %d of another record there, %d different%n",
                frames.size(), stem, another, different.size());
        assertThat(different).isEmpty();
        assertThat(another * 10).isLessThanOrEqualTo(frames.size());
        assertThat(frames).hasSizeGreaterThan(100);
    }

    /** A line {@code STACK WIN 4} of a symbol file of Breakpad. */
    private record BreakpadFrame(
            long start, long size, String prolog, String params, String saved, String locals, String program) {
        static BreakpadFrame of(String line) {
            String[] words = line.split(" ", 13);
            return new BreakpadFrame(
                    Long.parseLong(words[3], 16),
                    Long.parseLong(words[4], 16),
                    words[5],
                    words[7],
                    words[8],
                    words[9],
                    words[12].strip());
        }

        boolean covers(long rva) {
            return rva >= start && rva < start + size;
        }

        boolean isShownAs(String text, boolean withProlog) {
            return text.contains("locals: " + locals + "\nparams: " + params + "\n")
                    && (!withProlog || text.contains("prolog: " + prolog + "\n"))
                    && text.contains("saved: " + saved + "\n")
                    && text.contains("program: " + program + "\n");
        }
    }
}
