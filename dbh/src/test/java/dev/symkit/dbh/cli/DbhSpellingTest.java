// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.cli.UsageException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbhSpellingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "-n -c -d x.pdb; -n -c -d -- x.pdb",
                "-V /N /C x.pdb; -n -n -c -- x.pdb",
                "/p:42 -P:43; --pid=42 --pid=43 --",
                "-s:c:\\sym -S:; --path=c:\\sym --path= --",
                "/home/u/a.dll info; -- /home/u/a.dll info",
                "/nnn.pdb; -- /nnn.pdb",
                "-??; --commands --",
                "-n -?; -n --help --",
                "x.pdb -n /c; -- x.pdb -n /c",
                "-e info -e -n x.pdb; -e info -e -n -- x.pdb",
                "--base 400000 x.pdb; --base 400000 -- x.pdb",
                "-- -n; -- -n",
                "del - x; -- del - x",
            })
    void optionsEndAtTheFirstOperand(String line, String expected) throws UsageException {
        assertThat(String.join(" ", DbhSpelling.of(List.of(line.split(" ", -1)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "-x; -x is an unknown switch",
                "-nn x.pdb; -nn is an unknown switch",
                "-p; -p is an unknown switch",
                "-s; -s must be followed by a valid symbol search path",
                "/S; -s must be followed by a valid symbol search path",
                "-n -e; -e must be followed by a command",
                "--base; --base must be followed by an address",
                "--pid 42; --pid is an unknown switch",
                "--path=x; --path=x is an unknown switch",
                "--commands; --commands is an unknown switch",
            })
    void mistakesAreNamed(String line, String message) {
        assertThatThrownBy(() -> DbhSpelling.of(List.of(line.split(" ", -1))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
