// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of commands is that of dbh.md 3: names, short forms, and what the help leaves out. */
class CommandsTest {
    private static final String SESSION = "help ?|quit q|verbose v|sympath|symopt|setret|scrap";
    private static final String MODULES =
            "load|unload u|base b|mod|refresh|enummod|epmod|info i|omap|obj o|src r|multi";
    private static final String SYMBOLS =
            "enum x|name n|addr a|enumaddr m|next s|prev p|index|scope|locals z|srch|type t"
                    + "|etypes|dtag|dump|undec|add +|del -|uw";
    private static final String LINES = "line l|laddr|linenext j|lineprev k|srclines|elines e";
    private static final String FILES =
            "findexe|finddbg|dir|srchtree|ffpath|home|srvpath|srvind|fii|getfile|getsym|storeadd|sup";

    @Test
    void theTableIsThatOfTheSpecification() {
        List<String> names = Commands.ALL.stream()
                .map(entry -> (entry.name() + " " + entry.alias()).strip())
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(String.join("|", SESSION, MODULES, SYMBOLS, LINES, FILES)
                        .split("\\|"));
    }

    @Test
    void noWordHasTwoMeanings() {
        Set<String> words = new HashSet<>();
        for (Entry entry : Commands.ALL) {
            assertThat(words.add(entry.name())).as(entry.name()).isTrue();
            assertThat(entry.alias().isEmpty() || words.add(entry.alias()))
                    .as(entry.alias())
                    .isTrue();
        }
    }

    @Test
    void theHelpHasOneLineForEachCommandThatTheOriginalDocuments() {
        List<String> lines = new ArrayList<>();
        Commands.help(lines::add);
        assertThat(Commands.ALL.stream().filter(entry -> !entry.listed()).map(Entry::name))
                .containsExactlyInAnyOrder("setret", "scrap", "multi", "etypes", "getsym");
        assertThat(lines).hasSize(Commands.ALL.size() - 5);
        assertThat(lines).allSatisfy(line -> assertThat(line).matches("[a-z]+( \\(.\\))? .*[a-z]"));
        assertThat(lines).filteredOn(line -> line.startsWith("storeadd ")).hasSize(1);
    }
}
