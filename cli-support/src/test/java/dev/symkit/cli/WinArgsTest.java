// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WinArgsTest {
    private static final SwitchTable STORE = SwitchTable.ignoringCase(
                    Switch.flag("r"),
                    Switch.value("f").repeated(),
                    Switch.value("s"),
                    Switch.value("t"),
                    Switch.value("y"),
                    Switch.value("yi"),
                    Switch.flag("3"),
                    Switch.flag(":REL"),
                    Switch.value(":MSG"),
                    Switch.keyword("compress", "CAB", "CAB", "ZIP").rejecting("Invalid compression type '<token>'"),
                    Switch.longFlag("--json"),
                    Switch.longValue("--jobs"),
                    Switch.longValue("--exclude").repeated())
            .refusingQuotes();

    private static final SwitchTable COPY = SwitchTable.caseSensitive(
                    Switch.flag("p"),
                    Switch.attached("f").repeated(),
                    Switch.attached("F").repeated(),
                    Switch.keyword("CVE-2018-1037", "", "autofix", "verbose"))
            .withOperands();

    private static final SwitchTable AGE = SwitchTable.ignoringCase(
                    Switch.optional("size"), Switch.attached("days"), Switch.flag("json"), Switch.longValue("--map"))
            .withAnyDashes();

    /** Arguments and results are separated by blanks; in the table a result's {@code --} is left out. */
    @ParameterizedTest
    @CsvSource({
        "/r,                         -r",
        "-r,                         -r",
        "-R,                         -r",
        "/f a /F b -f c,             -f=a -f=b -f=c",
        "/s a /S b,                  -s=b",
        "/r -r /R,                   -r",
        "/3,                         -3",
        "/f /home/x/a.pdb,           -f=/home/x/a.pdb",
        "/s /r,                      -s=/r",
        "/s /r /r,                   -s=/r -r",
        "/s -zz,                     -s=-zz",
        "/s -- /r,                   -s=-- -r",
        "/t /?,                      -t=/?",
        "/t --debug,                 -t=--debug",
        "--debug /r,                 -r",
        "/f @list,                   -f=@list",
        "/t a=b:c,                   -t=a=b:c",
        "/yi a /y b,                 -yi=a -y=b",
        "-:REL,                      -:REL",
        "/:rel,                      -:REL",
        "-:MSG text,                 -:MSG=text",
        "/compress,                  -compress=CAB",
        "/compress zip,              -compress=ZIP",
        "/Compress CAB /r,           -compress=CAB -r",
        "/compress -:REL,            -compress=CAB -:REL",
        "/compress /r,               -compress=CAB -r",
        "/compress ZIP /compress,    -compress=CAB",
        "--json,                     --json",
        "--JSON,                     --json",
        "--jobs 4,                   --jobs=4",
        "--jobs=4,                   --jobs=4",
        "--jobs=1 --jobs 2,          --jobs=2",
        "--jobs --json,              --jobs=--json",
        "--exclude=a --exclude b=c,  --exclude=a --exclude=b=c",
        "--exclude=,                 --exclude=",
    })
    void rewrites(String line, String expected) throws UsageException {
        assertThat(parse(STORE, line.split(" ")).tokens()).containsExactly((expected + " --").split(" "));
    }

    @Test
    void keepsAnEmptyValue() throws UsageException {
        assertThat(parse(STORE, "/t", "").tokens()).containsExactly("-t=", "--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/zz",
                "-zz",
                "-",
                "--",
                "--nope",
                "-json",
                "/json",
                "/-json",
                "--r",
                "--jobs:4",
                "--json=x",
                "/t:P",
                "-t=P",
                "-t:P",
                "/r:",
                "/r=",
                "-:REL:x",
                ":REL",
                "operand",
                "",
                "@list",
                "/etc/passwd",
                "/exists",
                "-exists",
                "/compress:CAB",
                "//r",
            })
    void refusesATokenThatIsNeitherSwitchNorValue(String token) {
        boolean ends = token.equals("--");
        String reported = ends ? "x" : token;
        assertProblem(() -> parse(STORE, ends ? new String[] {token, "x"} : new String[] {token}))
                .isEqualTo("UNKNOWN_OPTION|" + reported + "|Unknown option '" + reported + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/s", "-T", "-:MSG", "--jobs"})
    void refusesASwitchWithoutItsValue(String token) {
        assertProblem(() -> parse(STORE, "/r", token))
                .isEqualTo("MISSING_VALUE|" + token + "|Option '" + token + "' needs a value");
    }

    @Test
    void refusesAWordThatIsNoKeyword() {
        assertProblem(() -> parse(STORE, "/compress", "c:\\a.pdb"))
                .isEqualTo("INVALID_KEYWORD|c:\\a.pdb|Invalid compression type 'c:\\a.pdb'");
    }

    @Test
    void refusesAQuoteInAValue() {
        assertProblem(() -> parse(STORE, "/s", "\\\\srv\\share\" /t P"))
                .startsWith("QUOTE_IN_VALUE|/s|The value of '/s' contains a quotation mark");
        assertProblem(() -> parse(STORE, "--exclude=\"a\"")).startsWith("QUOTE_IN_VALUE|--exclude=\"a\"|");
    }

    @Test
    void takesAQuoteWhereTheTableDoes() throws UsageException {
        assertThat(parse(COPY, "-f:\"a\"").tokens()).containsExactly("-f=\"a\"", "--");
    }

    @ParameterizedTest
    @CsvSource({
        "-f:a -F:b /f=c,                -f=a -F=b -f=c --",
        "-f:a:b=c,                      -f=a:b=c --",
        "-f:,                           -f= --",
        "A -p B,                        -p -- A B",
        "/home/a/x.pdb /tmp/b,          -- /home/a/x.pdb /tmp/b",
        "/exists -p,                    -p -- /exists",
        "-- -p /p --,                   -- -p /p --",
        "A B -CVE-2018-1037,            -CVE-2018-1037= -- A B",
        "-CVE-2018-1037 autofix A B,    -CVE-2018-1037=autofix -- A B",
        "-CVE-2018-1037 A B,            -CVE-2018-1037= -- A B",
        "@a b,                          -- @a b",
    })
    void rewritesWithOperands(String line, String expected) throws UsageException {
        assertThat(parse(COPY, line.split(" ")).tokens()).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-P", "/P", "/missing", "-a/b", "-CVE-2018-1037:autofix", "-p:x"})
    void refusesWithOperandsAndCase(String token) {
        assertProblem(() -> parse(COPY, token)).startsWith("UNKNOWN_OPTION|" + token);
    }

    @Test
    void refusesAnAttachedSwitchThatStandsAlone() {
        assertProblem(() -> parse(COPY, "-f", "name")).startsWith("MISSING_VALUE|-f|");
    }

    /** AgeStore's table: a value that may be missing, and one dash or two. */
    @ParameterizedTest
    @CsvSource({
        "-size,          -size=",
        "/SIZE=5,        -size=5",
        "--size=5 -json, -size=5 -json",
        "--JSON /json,   -json",
        "--MAP a=b -json, --map=a=b -json",
        "--map=a=b --json, --map=a=b -json",
        "--days=3,       -days=3",
        "--days:3,       -days=3",
        "-size --days=1, -size= -days=1"
    })
    void takesOneDashOrTwoAndAValueThatMayBeMissing(String arguments, String tokens) throws UsageException {
        assertThat(String.join(" ", parse(AGE, arguments.split(" ")).tokens())).isEqualTo(tokens + " --");
    }

    @Test
    void refusesAValueThatIsCutOffOrMarkedOtherwise() {
        assertProblem(() -> parse(AGE, "--size=")).startsWith("MISSING_VALUE|--size=|");
        assertProblem(() -> parse(AGE, "-size:5")).startsWith("UNKNOWN_OPTION|-size:5");
        assertProblem(() -> parse(AGE, "--zz")).startsWith("UNKNOWN_OPTION|--zz");
        assertProblem(() -> parse(AGE, "-map", "a=b")).startsWith("UNKNOWN_OPTION|-map");
        assertProblem(() -> parse(AGE, "---json")).startsWith("UNKNOWN_OPTION|---json");
    }

    @Test
    void aLoneDashIsAnOperandIfItStandsForStandardInput() throws UsageException {
        SwitchTable table = SwitchTable.ignoringCase(Switch.flag("r"), Switch.value("t"));
        assertThat(parse(table.withStandardInput(), "-", "/r", "/t", "-", "-").tokens())
                .containsExactly("-r", "-t=-", "--", "-", "-");
        assertProblem(() -> parse(table.withStandardInput(), "/")).startsWith("UNKNOWN_OPTION|/|");
        assertProblem(() -> parse(table.withOperands(), "-")).startsWith("UNKNOWN_OPTION|-|");
    }

    @Test
    void prefersTheExactSpelling() throws UsageException {
        SwitchTable both = SwitchTable.ignoringCase(Switch.flag("ab"));
        assertThat(parse(both, "/AB").tokens()).containsExactly("-ab", "--");
        assertThatThrownBy(() -> both.plus(Switch.value("AB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AB");
        assertThat(SwitchTable.caseSensitive(Switch.flag("x"), Switch.flag("X")).switches())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?", "-?", "--help", "--HELP"})
    void stopsAtAHelpRequest(String token) throws UsageException {
        assertThat(parse(STORE, "/r", token, "/zz")).isEqualTo(new WinArgs(List.of(), true, false));
    }

    @Test
    void stopsAtAVersionRequest() throws UsageException {
        assertThat(parse(STORE, "--version", "/zz")).isEqualTo(new WinArgs(List.of(), false, true));
    }

    @Test
    void refusesSwitchesThatMakeNoSense() {
        assertThatThrownBy(() -> Switch.flag("--x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Switch.longFlag("x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Switch.longFlag("--")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Switch.flag("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Switch.value("a=b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Switch.value("a:b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Switch.keyword("a", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STORE.plus(Switch.flag("?"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static WinArgs parse(SwitchTable table, String... arguments) throws UsageException {
        return WinArgs.parse(table, Arrays.asList(arguments), "/exists"::equals);
    }

    private static AbstractStringAssert<?> assertProblem(ThrowingCallable call) {
        UsageException e = catchThrowableOfType(UsageException.class, call);
        assertThat(e).as("a usage problem").isNotNull();
        return assertThat(e.kind() + "|" + e.token() + "|" + e.getMessage());
    }
}
