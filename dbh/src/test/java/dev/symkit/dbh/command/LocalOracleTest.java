// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LocalOracleTest {
    private static final int FEWEST_FACTS = 3_000;

    /** Functions of one file that are asked for. */
    private static final int ASKED = 200;

    private static final long PARAMETER = 0x40;

    private final String tool = Programs.assumeLlvm("llvm-pdbutil");
    private int facts;

    @Test
    void variablesOfFunctionsAreThoseThatLlvmSees() throws Exception {
        for (Path pdb : Pdbutil.corpus(Corpus.assumePresent())) {
            List<PdbutilLocals.Function> functions = PdbutilLocals.read(Pdbutil.dump(tool, "--symbols", pdb));
            Map<String, Long> named = functions.stream()
                    .collect(Collectors.groupingBy(
                            function -> function.name().toLowerCase(Locale.ROOT), Collectors.counting()));
            // The tool prints names of registers: a name must mean the same number all over a file.
            Map<String, Long> registers = new HashMap<>();
            try (Answers answers = Answers.of(pdb, 0x400000)) {
                functions.stream()
                        .filter(function -> !function.variables().isEmpty())
                        .filter(function ->
                                Long.valueOf(1).equals(named.get(function.name().toLowerCase(Locale.ROOT))))
                        .limit(ASKED)
                        .forEach(function -> compare(pdb, answers, function, registers));
            }
        }
        System.out.println("locals: " + facts + " facts compared with " + tool);
        assertThat(facts).isGreaterThan(FEWEST_FACTS);
    }

    private void compare(Path pdb, Answers answers, PdbutilLocals.Function function, Map<String, Long> registers) {
        List<Map<String, Object>> rows = answers.rows("locals !" + function.name());
        assertThat(rows)
                .as(pdb + " " + function.name())
                .extracting(row -> row.get("name"))
                .containsExactlyElementsOf(function.variables().stream()
                        .map(PdbutilLocals.Variable::name)
                        .toList());
        for (int i = 0; i < rows.size(); i++) {
            PdbutilLocals.Variable variable = function.variables().get(i);
            compare(pdb + " " + function.name() + " " + variable, rows.get(i), variable, registers);
        }
    }

    private void compare(
            String place, Map<String, Object> row, PdbutilLocals.Variable variable, Map<String, Long> registers) {
        facts++;
        long flags = Answers.number(row, "flags");
        if (variable.flags().isPresent()) {
            assertThat(flags & ~PARAMETER).as(place).isEqualTo(variable.flags().getAsLong());
            facts++;
        }
        if (variable.offset().isPresent()) {
            assertThat(Answers.number(row, "addr"))
                    .as(place)
                    .isEqualTo(variable.offset().getAsLong());
            facts++;
        }
        if (!variable.register().isEmpty()) {
            long number = Answers.number(row, "reg");
            assertThat(registers.computeIfAbsent(variable.register(), name -> number))
                    .as(place)
                    .isEqualTo(number);
            facts++;
        }
        if (variable.parameter().isPresent()) {
            assertThat((flags & PARAMETER) != 0)
                    .as(place)
                    .isEqualTo(variable.parameter().get());
            facts++;
        }
    }
}
