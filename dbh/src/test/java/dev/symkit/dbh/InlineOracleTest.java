// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.symbols.PdbFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the stacks of {@code laddr -i} at random places in functions with llvm-symbolizer: how many calls, the name of each function
 * and the file and line of each call. No name is rewritten: both sides show the names of procedure records and of ids with their scope.
 * At least 85 of 100 must be the same, and every other one must differ in a way that {@link Reason} knows.
 */
class InlineOracleTest {
    private static final int FEW = 100;
    private static final int MANY = 800;
    private static final int FEWEST = 900;

    /** Why a stack of the tool is another one. */
    private enum Reason {
        /** The linker keeps one copy of equal code; the tool takes the record of another function there. */
        FOLDED,
        /** The tool leaves out calls whose last row has no length of its own, with all inside them. */
        LEFT_OUT,
        /** The tool takes the id of a function in another object file for one of the stream, and finds something else. */
        IMPORTED,
        /** The rows of the function are not in the order of their addresses; the tool searches as if they were. */
        UNORDERED,
        /** Code before the first line of the function: the tool takes that line, we say that there is none. */
        EARLY,
        /** The tool adds the step to the next line before it looks whether that row is behind the address. */
        NEXT_ROW,
        /** Not explained. */
        OTHER
    }

    @TempDir
    private Path directory;

    private int same;
    private int facts;
    private int crashes;
    private int files;
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final List<String> unexplained = new ArrayList<>();

    @Test
    void findsTheSameCalls() throws Exception {
        Random random = new Random(20260101);
        for (Path file : OraclePdbs.all()) {
            try (Answers shell = new Answers(directory)) {
                shell.session().load(file.toString());
                Optional<PdbFile> pdb =
                        shell.session().current().orElseThrow().symbols().flatMap(symbols -> symbols.pdb());
                List<Places.Start> starts = pdb.isPresent() ? Places.functions(pdb.get()) : List.of();
                boolean rearranged = pdb.isPresent()
                        && pdb.get().dbi().isPresent()
                        && pdb.get().dbi().get().debugStreams().omapToSource().isPresent();
                if (!starts.isEmpty() && !rearranged) {
                    compare(
                            shell,
                            file,
                            some(starts, random, OraclePdbs.isLarge(file) ? MANY : FEW),
                            new LlvmSymbolizer(directory, file, pdb.get()));
                }
            }
        }
        System.out.printf(
                "laddr -i: %d of %d stacks in %d PDBs are the same, the others differ by %s; at %d more addresses the tool crashed%n",
                same, facts, files, reasons, crashes);
        assertThat(facts).isGreaterThan(FEWEST);
        assertThat(same).isGreaterThanOrEqualTo(facts * 85 / 100);
        assertThat(unexplained).isEmpty();
    }

    private static List<Places.Start> some(List<Places.Start> starts, Random random, int most) {
        List<Places.Start> some = new ArrayList<>();
        for (int i = 0; i < Math.min(most, starts.size()); i++) {
            Places.Start start = starts.get(random.nextInt(starts.size()));
            some.add(start.further(start.length() > 0 ? random.nextLong(start.length()) : 0));
        }
        return some;
    }

    private void compare(Answers shell, Path file, List<Places.Start> places, LlvmSymbolizer tool) throws Exception {
        List<Optional<List<LlvmSymbolizer.Frame>>> theirs =
                tool.ask(places.stream().map(Places.Start::linked).toList(), true);
        if (LlvmSymbolizer.knowsNoLines(theirs)) {
            return;
        }
        files++;
        for (int i = 0; i < places.size(); i++) {
            List<LlvmSymbolizer.Frame> ours = ours(shell, places.get(i).rva());
            if (theirs.get(i).isEmpty()) {
                crashes++;
                continue;
            }
            facts++;
            List<LlvmSymbolizer.Frame> expected = theirs.get(i).get();
            if (ours.equals(expected)) {
                same++;
                continue;
            }
            Set<Reason> found = reasons(ours, expected, places.get(i).names());
            found.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
            if (found.contains(Reason.OTHER)) {
                unexplained.add(file.getFileName() + " "
                        + Long.toHexString(places.get(i).rva()) + ":\n  ours " + ours + "\n  them " + expected);
            }
        }
    }

    private static List<LlvmSymbolizer.Frame> ours(Answers shell, long rva) {
        shell.to("laddr -i "
                + Long.toHexString(shell.session().current().orElseThrow().address(rva)));
        List<LlvmSymbolizer.Frame> frames = new ArrayList<>();
        String function = "";
        String file = "";
        boolean inFrame = false;
        for (String field : shell.fields()) {
            String value = field.substring(field.indexOf('=') + 1);
            if (field.startsWith("frame=")) {
                inFrame = true;
            } else if (field.startsWith("function=")) {
                function = value;
            } else if (field.startsWith("file=")) {
                file = value;
            } else if (field.startsWith("line=") && inFrame) {
                frames.add(new LlvmSymbolizer.Frame(function, Places.of(file, Long.parseLong(value))));
            }
        }
        return frames;
    }

    /** Why two stacks differ; {@link Reason#OTHER} if any of their differences is not understood. */
    private static Set<Reason> reasons(
            List<LlvmSymbolizer.Frame> ours, List<LlvmSymbolizer.Frame> theirs, Set<String> names) {
        String outermost = theirs.get(theirs.size() - 1).function();
        if (ours.isEmpty()) {
            return EnumSet.of(Reason.OTHER);
        }
        if (!ours.get(ours.size() - 1).function().equals(outermost)) {
            boolean folded = names.contains(outermost)
                    && names.contains(ours.get(ours.size() - 1).function());
            return EnumSet.of(folded ? Reason.FOLDED : Reason.OTHER);
        }
        Set<Reason> found = EnumSet.noneOf(Reason.class);
        int at = ours.size() - 1;
        for (int i = theirs.size() - 1; i >= 0; i--) {
            LlvmSymbolizer.Frame frame = theirs.get(i);
            boolean unknown = frame.function().equals("<unknown UDT>");
            while (at >= 0 && !unknown && !ours.get(at).function().equals(frame.function())) {
                found.add(Reason.LEFT_OUT);
                at--;
            }
            if (at < 0) {
                return EnumSet.of(Reason.OTHER);
            }
            if (unknown) {
                found.add(Reason.IMPORTED);
            }
            if (!ours.get(at).place().equals(frame.place())) {
                boolean isCode = i == theirs.size() - 1;
                found.add(
                        !isCode
                                ? Reason.NEXT_ROW
                                : ours.get(at).place().equals(Places.NONE) ? Reason.EARLY : Reason.UNORDERED);
            }
            at--;
        }
        if (at >= 0) {
            found.add(Reason.LEFT_OUT);
        }
        return found;
    }
}
