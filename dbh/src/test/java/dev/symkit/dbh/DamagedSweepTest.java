// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.command.Commands;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.testkit.MsfMutants;
import dev.symkit.testkit.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the table on a sample that is cut off or changed: data, or one line with file, structure and offset. */
class DamagedSweepTest {
    private static final Path SAMPLES = Path.of("../samples/build-1/x64");
    private static final int MUTANTS = 150;
    private static final int CUTS = 60;
    private static final Pattern ERROR = Pattern.compile("error: \\S*bad\\.(pdb|dll): .+ \\+0x[0-9A-F]{8,}: .+");

    /** What each command is asked, parted by {@code |}. */
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            entry("base", "20000000"),
            entry("obj", "|*e*"),
            entry("src", "|*\\engine.cpp|--sourcelink"),
            entry("enum", "|-s|*n*|bad!engine_step"),
            entry("name", "engine_step|Disc|nothing|!g_engine_build"),
            entry("addr", "1001065|20001065|20003000|20002000"),
            entry("enumaddr", "20001065|20003000"),
            entry("next", "|engine_spawn|20001065"),
            entry("prev", "|engine_step|20003000"),
            entry("index", "1|64|84|160|11ea"),
            entry("scope", "engine_step|ticks|20001065"),
            entry("locals", "engine_step|engine_energy s*"),
            entry("srch", "|all recurse|tag=a|tag=b|addr=20001065|index=1 recurse|index=64 all"),
            entry("type", "Body|-r Body|-r `anonymous namespace'::World|engine_step"),
            entry("etypes", "|*e*"),
            entry("dump", "|-a"),
            entry("undec", "?x@@3HA"),
            entry("add", "made 20001000 10"),
            entry("del", "made"),
            entry("uw", "20001065"),
            entry("line", "engine.cpp#73|engine.cpp#1"),
            entry("laddr", "20001065|-i 20001065"),
            entry("srclines", "engine.cpp 73"),
            entry("elines", "|*\\engine.cpp *"),
            entry("fii", "bad.pdb"),
            entry("srvind", "bad.pdb"),
            entry("getsym", "bad.pdb 1"),
            entry("storeadd", "bad.pdb store"),
            entry("sup", "store bad.pdb bad.pdb"),
            entry("load", "bad.pdb"),
            entry("symopt", "+4000|-4002|+10002|+60"));

    /** Commands that load nothing, need a process, or take a thousand times as long. */
    private static final Set<String> OTHERS = Set.of(
            "help",
            "quit",
            "verbose",
            "sympath",
            "setret",
            "scrap",
            "mod",
            "epmod",
            "multi",
            "findexe",
            "finddbg",
            "dir",
            "srchtree",
            "ffpath",
            "home",
            "srvpath",
            "getfile",
            "unload",
            "refresh");

    @TempDir
    Path directory;

    private int refused;
    private int errors;
    private int lines;

    /** All questions about a file, each with the public symbols too. */
    private static List<String> questions(String file) {
        List<String> all = new ArrayList<>();
        for (Entry command : Commands.ALL) {
            for (String argument : ARGUMENTS.getOrDefault(command.name(), "").split("\\|", -1)) {
                if (!OTHERS.contains(command.name())) {
                    all.add((command.name() + " " + argument.replace("bad.pdb", file)).strip());
                }
            }
        }
        return all;
    }

    @Test
    void everyCommandIsAskedOrLeftOutOnPurpose() {
        Set<String> withoutArguments = Set.of("enummod", "info", "omap", "dtag", "linenext", "lineprev");
        Set<String> known = new TreeSet<>(ARGUMENTS.keySet());
        known.addAll(OTHERS);
        known.addAll(withoutArguments);
        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(
                        Commands.ALL.stream().map(Entry::name).toList());
    }

    @Test
    void changedFilesAreReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("engine.pdb"));
        Mutants mutants = MsfMutants.of(whole);
        for (int i = 0; i < MUTANTS; i++) {
            ask("bad.pdb", "mutant " + i, mutants.mutant(i));
        }
        System.out.println(
                MUTANTS + " changed PDBs: " + refused + " refused, " + lines + " lines, " + errors + " errors");
        assertThat(refused).isLessThan(MUTANTS / 2);
        assertThat(errors).isPositive();
        assertThat(lines).isGreaterThan(errors);
    }

    @Test
    void cutOffFilesAreReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("engine.pdb"));
        for (int i = 0; i < CUTS; i++) {
            ask("bad.pdb", "cut " + i, Arrays.copyOf(whole, whole.length / CUTS * i + i % 3));
        }
        assertThat(refused).isBetween(1, CUTS);
    }

    /** Without its PDB, and with it. */
    @Test
    void changedImagesAreReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("engine.dll"));
        Mutants mutants = new Mutants(whole).content(0, whole.length).content(0, 0x400);
        for (int i = 0; i < 2 * MUTANTS; i++) {
            if (i == MUTANTS) {
                Files.copy(SAMPLES.resolve("engine.pdb"), directory.resolve("engine.pdb"));
            }
            ask("bad.dll", "mutant " + i, mutants.mutant(i));
        }
        for (int size = 0; size < whole.length; size += 61) {
            ask("bad.dll", "cut " + size, Arrays.copyOf(whole, size));
        }
        assertThat(refused).isLessThan(MUTANTS);
        assertThat(lines).isGreaterThan(errors);
    }

    @Test
    void theWholeFileHasNoErrors() throws IOException {
        ask("bad.pdb", "whole", Files.readAllBytes(SAMPLES.resolve("engine.pdb")));
        assertThat(refused).isZero();
        assertThat(errors).isZero();
        assertThat(lines).isGreaterThan(200);
    }

    private void ask(String file, String label, byte[] content) throws IOException {
        Files.write(directory.resolve(file), content);
        try (Answers answers = new Answers(directory)) {
            try {
                answers.session().load(file);
            } catch (LoadException e) {
                assertThat(e).as(label).hasMessageMatching("error 0x[0-9a-f]+ loading bad\\.(pdb|dll)\\.");
                refused++;
                return;
            }
            for (String question : questions(file)) {
                String answer;
                try {
                    answer = answers.to(question);
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError(label + ": " + question, e);
                }
                assertThat(answer)
                        .as(label + ": " + question)
                        .satisfiesAnyOf(
                                text -> assertThat(text).isEmpty(),
                                text -> assertThat(text).endsWith("\n"));
                for (String line : answer.lines().toList()) {
                    lines++;
                    if (line.startsWith("error: ")) {
                        assertThat(line).as(label + ": " + question).matches(ERROR);
                        errors++;
                    }
                }
            }
        }
    }
}
