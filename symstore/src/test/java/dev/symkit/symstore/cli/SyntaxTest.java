// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Every wrong use of symstore.md 1.1 and 2.1, and every option that comes later. */
final class SyntaxTest {
    private static final String ZEROS = """

            SYMSTORE: Number of files stored = 0
            SYMSTORE: Number of errors = 0
            SYMSTORE: Number of files ignored = 0
            """;
    private static final String ADD = "add /f a.pdb /s S /t P ";
    private static final String INDEX = "add /x i /g a /f a.pdb ";

    static final List<Arguments> RULES = List.of(
            rule("add /f a /s S", "'/t <product>' is required with this add type."),
            rule("add /f a /t P", "'/s <store>' is required with this add type."),
            rule("add /s S /t P", "'/f <file>' or '/y <indexfile>' is required."),
            rule("add /s S /t P /f a /y i /g G", "'/f <file>' or '/y <indexfile>' is required."),
            rule("add /x i /f a", "'/g <share>' is required with '/x'."),
            rule("add /x i /g a", "'/f <file>' or '/y <indexfile>' is required."),
            rule(INDEX + "/s S", "'/s' cannot be used with '/x'."),
            rule(INDEX + "/t P", "'/t' cannot be used with '/x'."),
            rule(INDEX + "/v 1", "'/v' cannot be used with '/x'."),
            rule(INDEX + "/c C", "'/c' cannot be used with '/x'."),
            rule(INDEX + "/y i", "'/y' cannot be used with '/x'."),
            rule(INDEX + "/m M", "'/m' cannot be used with '/x'."),
            rule(INDEX + "/h PUB", "'/h' cannot be used with '/x'."),
            rule(INDEX + "/compress", "'/compress' cannot be used with '/x'."),
            rule("add /y i /s S /t P", "'/g <share>' is required with '/y'."),
            rule("add /y i /g G /t P", "'/s <store>' is required with this add type."),
            rule("add /y i /g G /s S /t P /r", "'/r' cannot be used with '/y'."),
            rule("add /y i /g G /s S /t P /z PUB", "'/z' cannot be used with '/y'."),
            rule(ADD + "/a", "'/a' can only be used with '/x'."),
            rule(ADD + "/q", "'/q' can only be used with '/x'."),
            rule(ADD + "/l", "'/l' can only be used with '/p'."),
            rule(ADD + "-:MSG m", "'-:MSG' can only be used with '/p'."),
            rule(ADD + "-:REL", "'-:REL' can only be used with '/p'."),
            rule(ADD + "/compress RAR", "Invalid compression type 'RAR'."),
            rule(ADD + "/g b", "'a.pdb' does not begin with 'b'."),
            rule(ADD + "/z ALL", "Invalid value 'ALL' for '/z'."),
            rule(ADD + "/h p", "Invalid value 'p' for '/h'."),
            rule(ADD + "/p", "'a.pdb' is a local path; use '/l' to store pointers to local files."),
            rule("add /y i /g G /s S /t P /p", "'G' is a local path; use '/l' to store pointers to local files."),
            rule("del /s S", "'/i <id>' is required with del."),
            rule("del /i 1", "'/s <store>' is required with del."),
            rule("del /i x /s S", "Invalid value 'x' for '/i'."),
            rule("del /s S --dry-run", "'/i <id>' is required with del."),
            rule("del /t P", "'/s <store>' is required with del."),
            rule("del /i 9-5 /s S", "Invalid value '9-5' for '/i'."),
            rule("del /i 1 /i x /s S", "Invalid value 'x' for '/i'."),
            rule("del /s S --older-than 90", "Invalid value '90' for '--older-than'."),
            rule("del /s S --keep-last all", "Invalid value 'all' for '--keep-last'."),
            rule("del /s S --max-size 5X", "Invalid value '5X' for '--max-size'."),
            rule("list", "'/s <store>' is required with list."),
            rule("list /s S --since soon", "Invalid value 'soon' for '--since'."),
            rule("list /s S --before 2023-02-29", "Invalid value '2023-02-29' for '--before'."),
            rule("merge --from S", "'/s <store>' is required with merge."),
            rule("merge /s S", "'--from <store>' is required with merge."),
            rule("MERGE /s S --from ./S", "'--from' and '/s' name the same store."),
            rule("adopt /t P", "'/s <store>' is required with adopt."),
            rule("adopt /s S", "'/t <product>' is required with adopt."),
            rule("adopt /s http://h/s /t P", "'http://h/s' is not a store that can be written to."),
            rule("query /s S", "'/f <file>' is required with query."),
            rule("query /f a", "'/s <store>' is required with query."),
            rule("verify", "'/s <store>' is required with verify."),
            rule("add /yi i /s S /t P", "'/g <share>' is required with '/y'."),
            rule("add /yi i /f a /g a /s S /t P", "'/f <file>' or '/y <indexfile>' is required."),
            rule("add /y i /g G /s S /t P --portable-key both", "'--portable-key' cannot be used with '/y'."),
            rule("add /y i /g G /s S /t P --strict-compat", "'--strict-compat' cannot be used with '/y'."),
            rule(INDEX + "/yi i", "'/yi' cannot be used with '/x'."),
            rule(INDEX + "/3", "'/3' cannot be used with '/x'."),
            rule(INDEX + "--layout-only", "'--layout-only' cannot be used with '/x'."),
            rule(INDEX + "/p", "'a.pdb' is a local path; use '/l' to store pointers to local files."),
            rule(ADD + "--ptr-prefix", "'--ptr-prefix' can only be used with '/p'."),
            rule(ADD + "--verify", "'--verify' can only be used with '/y'."),
            rule(ADD + "--max-compress 5", "'--max-compress' can only be used with '/compress'."),
            rule(ADD + "/compress --max-compress 5k", "Invalid value '5k' for '--max-compress'."),
            rule(ADD + "--portable-key all", "Invalid value 'all' for '--portable-key'."),
            rule(ADD + "--map /mnt=x", "Invalid value '/mnt=x' for '--map'."),
            rule("query /f a /s S --map x", "Invalid value 'x' for '--map'."),
            rule(ADD + "/v " + "x".repeat(1025), "The value of '/v' is longer than 1024 characters."),
            rule(ADD + "--jobs 0", "Invalid value '0' for '--jobs'."),
            rule(ADD + "--jobs", "Option '--jobs' needs a value."),
            rule("verify /s S --lock-timeout -1", "Invalid value '-1' for '--lock-timeout'."),
            rule("add /f a /s http://h/s /t P", "'http://h/s' is not a store that can be written to."),
            rule("add /f a /s srv*c:\\s /t P", "'srv*c:\\s' is not a store that can be written to."),
            rule("/f a", "Unknown option '/f'."),
            rule("add /zz", "Unknown option '/zz'."),
            rule("add /s=S", "Unknown option '/s=S'."),
            rule("add stray", "Unknown option 'stray'."),
            rule("add /f", "Option '/f' needs a value."));

    @TempDir
    Path directory;

    private static Arguments rule(String line, String text) {
        return Arguments.of(line, text);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void wrongUseIsAnswered(String line, String text) {
        SymStoreRun run = SymStoreRun.of(directory, line.strip().split(" +"));

        assertThat(run.out()).isEqualTo("SYMSTORE ERROR: Class: Syntax. Desc: " + text + "\n" + ZEROS);
        assertThat(run.code()).isEqualTo(87);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aQuoteInsideAValueIsNamed() {
        SymStoreRun run = SymStoreRun.of(directory, "add", "/f", "a", "/s", "\\\\srv\\share\" /t P");

        assertThat(run.out())
                .startsWith("SYMSTORE ERROR: Class: Syntax. Desc: The value of '/s' contains a quotation mark");
        assertThat(run.code()).isEqualTo(87);
    }

    @Test
    void theLogTakesRuleErrors() throws IOException {
        SymStoreRun run = SymStoreRun.of(directory, "add", "/f", "a", "/s", "S", "/d", "log.txt");

        assertThat(run).isEqualTo(new SymStoreRun(87, "", ""));
        assertThat(Files.readAllLines(directory.resolve("log.txt")))
                .startsWith("SYMSTORE ERROR: Class: Syntax. Desc: '/t <product>' is required with this add type.", "")
                .hasSize(5);
    }

    /** Mistakes that are found before a command exists: by the switch table, by picocli, and for want of a verb. */
    static final List<Arguments> EARLY = List.of(
            early("add /s S /zz", "add", "S", "Unknown option '/zz'."),
            early("ADD /s S stray", "add", "S", "Unknown option 'stray'."),
            early("add /s S /compress RAR", "add", "S", "Invalid compression type 'RAR'."),
            early("del /s S --jobs x /i 1", "del", "S", "Invalid value 'x' for '--jobs'."),
            early("query /s=S", "query", "", "Unknown option '/s=S'."),
            early("list /s S --map m", "list", "S", "Invalid value 'm' for '--map'."),
            early("frob /s S", "", "S", "Unknown option 'frob'."),
            early("/s S", "", "S", "Unknown option '/s'."));

    private static Arguments early(String line, String verb, String store, String text) {
        return Arguments.of(line, verb, store, text);
    }

    @ParameterizedTest
    @FieldSource("EARLY")
    void theLogTakesEveryError(String line, String verb, String store, String text) throws IOException {
        SymStoreRun run = SymStoreRun.of(directory, (line + " /d log.txt").split(" "));

        assertThat(run).isEqualTo(new SymStoreRun(87, "", ""));
        assertThat(Files.readString(directory.resolve("log.txt")).replace(System.lineSeparator(), "\n"))
                .isEqualTo("SYMSTORE ERROR: Class: Syntax. Desc: " + text + "\n" + ZEROS);
    }

    @ParameterizedTest
    @FieldSource("EARLY")
    void jsonTakesEveryError(String line, String verb, String store, String text) throws IOException {
        String object = "{\"verb\":\"" + verb + "\",\"store\":\"" + store
                + "\",\"error\":{\"class\":\"Syntax\",\"message\":\"" + text + "\"}}\n";
        String onErr = "SYMSTORE ERROR: Class: Syntax. Desc: " + text + "\n";

        assertThat(SymStoreRun.of(directory, (line + " --json").split(" ")))
                .isEqualTo(new SymStoreRun(87, object, onErr));
        assertThat(SymStoreRun.of(directory, (line + " --json /d log.txt").split(" ")))
                .isEqualTo(new SymStoreRun(87, "", onErr));
        assertThat(directory.resolve("log.txt")).hasContent(object);
    }

    @Test
    void aLogThatCannotBeWrittenIsReportedInTheFormAskedFor() {
        String text = "Failed to write the log file none/log.txt: no such directory";
        String line = "del /i 7 /s S /d none/log.txt";

        assertThat(SymStoreRun.of(directory, line.split(" ")))
                .isEqualTo(new SymStoreRun(1, "SYMSTORE ERROR: Class: Runtime. Desc: " + text + "\n", ""));
        assertThat(SymStoreRun.of(directory, (line + " --json").split(" ")).out())
                .isEqualTo("{\"verb\":\"del\",\"store\":\"S\",\"error\":{\"class\":\"Runtime\",\"message\":\"" + text
                        + "\"}}\n");
    }

    @Test
    void aVeryLongTimeToWaitIsFine() {
        assertThat(SymStoreRun.of(
                        directory, "add", "/f", "x", "/s", "S", "/t", "P", "--lock-timeout", "9223372036854775807"))
                .extracting(SymStoreRun::code)
                .isEqualTo(2);
    }

    @Test
    void jsonStaysOneObjectForErrors() {
        SymStoreRun run = SymStoreRun.of(directory, "del", "/i", "7", "/s", "S", "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .startsWith("{\"verb\":\"del\",\"store\":\"S\",\"error\":{\"class\":\"Store\",\"message\":\"")
                .endsWith("\"}}\n");
        assertThat(run.err()).startsWith("SYMSTORE ERROR: Class: Store. Desc: ");
    }
}
