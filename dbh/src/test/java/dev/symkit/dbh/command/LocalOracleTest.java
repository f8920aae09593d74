// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.OraclePdbs;
import dev.symkit.dbh.symbol.Numbers;
import dev.symkit.testkit.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalOracleTest {
    private static final int FEWEST_FACTS = 3_000;

    /** Functions of one file that are asked for at most. */
    private static final int ASKED = 2_000;

    private static final long PARAMETER = 0x40;

    private final String tool = Programs.assumeLlvm("llvm-pdbutil");
    private int facts;
    private int asked;
    private long firstType;

    @Test
    void variablesOfFunctionsAreThoseThatLlvmSees() throws Exception {
        int files = 0;
        for (Path pdb : OraclePdbs.all()) {
            Map<String, Integer> named = new HashMap<>();
            List<PdbutilLocals.Function> some = some(pdb, named);
            files += some.isEmpty() ? 0 : 1;
            // The tool prints names of registers: a name must mean the same number all over a file.
            Map<String, Long> registers = new HashMap<>();
            try (Answers answers = Answers.of(pdb, 0x400000)) {
                firstType = Numbers.of(answers.session()
                                .current()
                                .flatMap(module -> module.symbols())
                                .flatMap(symbols -> symbols.pdb())
                                .orElseThrow())
                        .ofType(0);
                some.stream()
                        .filter(function -> named.getOrDefault(key(function), 0) == 1)
                        .forEach(function -> compare(pdb, answers, function, registers));
            }
        }
        System.out.printf("locals: %d facts of %d functions in %d PDBs compared with %s%n", facts, asked, files, tool);
        assertThat(facts).isGreaterThan(FEWEST_FACTS);
    }

    private static String key(PdbutilLocals.Function function) {
        return function.name().toLowerCase(Locale.ROOT);
    }

    /** Functions with variables, each with the same chance; counts the names of all. */
    private static List<PdbutilLocals.Function> some(Path pdb, Map<String, Integer> named) throws Exception {
        List<PdbutilLocals.Function> some = new ArrayList<>();
        Random random = new Random(20260101);
        PdbutilLocals.read(Programs.assumeLlvm("llvm-pdbutil"), pdb, function -> {
            int before = named.values().size();
            named.merge(key(function), 1, Integer::sum);
            if (function.variables().isEmpty()) {
                return;
            }
            int place = some.size() < ASKED ? some.size() : random.nextInt(before + 1);
            if (place == some.size()) {
                some.add(function);
            } else if (place < ASKED) {
                some.set(place, function);
            }
        });
        return some;
    }

    private void compare(Path pdb, Answers answers, PdbutilLocals.Function function, Map<String, Long> registers) {
        asked++;
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
        if (variable.type().isPresent()) {
            long type = variable.type().getAsLong();
            assertThat(Answers.number(row, "type")).as(place).isEqualTo(type == 0 ? 0 : firstType + type);
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
