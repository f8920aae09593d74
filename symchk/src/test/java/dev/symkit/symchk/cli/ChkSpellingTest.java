// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChkSpellingTest {
    private static String spelled(String line) throws UsageException {
        return String.join(" ", ChkSpelling.of(List.of(line.split(" ", -1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x.dll; -- x.dll",
                "/R -V x.dll; -r -v -- x.dll",
                "/vvvv; -v -v --",
                "/odtbs; -od -ot -ob -os --",
                "/oie; -oi -oe --",
                "/ocxa dir; -ocxa dir --",
                "/oc /ol -ot; -oc /ol -ot --",
                "/ocl dir list; -oc dir -ol list --",
                "/pf /ps /pt /pa; -prule f -prule s -prule t -prule a --",
                "/de /dn; -drule e -drule n --",
                "/id a.dmp /fm nt.dll; -id a.dmp -fm nt.dll --",
                "/cs /cc /cn /av /if; -cs -cc -cn -av -if --",
                "--jobs 4 --json=out.txt --json --fail-on=none; --jobs 4 -json-file out.txt --json --fail-on=none --",
                "/foo /unix/path /sx; -- /foo /unix/path /sx",
                "-- -r /v; -- -r /v",
                "- x; -- - x",
            })
    void eachMeaningBecomesASwitch(String line, String expected) throws UsageException {
        assertThat(spelled(line)).isEqualTo(expected);
    }

    @Test
    void theLettersOfTheSearchStayTogether() throws UsageException {
        assertThat(ChkSpelling.of(List.of("/sUpe", "srv*a"))).containsExactly("-s", "srv*a", "-smods", "upe ", "--");
        assertThat(ChkSpelling.of(List.of("-s", "-r"))).containsExactly("-s", "-r", "-smods", " ", "--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-foo", "-oz", "-px", "-sx", "-o"})
    void anUnknownDashIsAnError(String token) {
        assertThatThrownBy(() -> spelled(token)).hasMessage("Unknown option '" + token + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/s", "/id", "/ol", "/om", "/ea", "--jobs"})
    void aValueMustBeThere(String token) {
        assertThatThrownBy(() -> spelled(token)).hasMessage("Option '" + token + "' needs a value");
    }
}
