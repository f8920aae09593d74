// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static dev.symkit.distribution.Terminal.CONTROL_C;
import static dev.symkit.distribution.Terminal.CONTROL_D;
import static dev.symkit.distribution.Terminal.ENTER;
import static dev.symkit.distribution.Terminal.TAB;
import static dev.symkit.distribution.Terminal.UP;
import static dev.symkit.distribution.Terminal.UP_AHEAD;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a user has it at a terminal: Tab, history, Ctrl-C, Ctrl-D, mistakes, long listings, a slow download. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs the script program of Linux")
class DbhTerminalIT {
    private static final Path SAMPLES = Tree.sources().resolve("samples/build-1/x64");
    private static final String PROMPT = "game [1000000]: ";
    private static final String HISTORY = ".dbh_history";
    private static final int MANY = 100_000;

    @TempDir
    Path scratch;

    private Packaged tools = Packaged.in(Path.of(""));

    @BeforeEach
    void files() throws Exception {
        Files.copy(SAMPLES.resolve("hello.exe"), scratch.resolve("game.exe"));
        Files.copy(SAMPLES.resolve("hello.pdb"), scratch.resolve("hello.pdb"));
        Files.createDirectories(scratch.resolve("home"));
        tools = Packaged.in(scratch).with("SYMKIT_OPTS", "-Duser.home=" + scratch.resolve("home"));
    }

    @Test
    void tabCompletesCommandsModulesSymbolsAndFiles() throws Exception {
        try (Terminal terminal = Terminal.start(tools, "dbh", "game.exe")) {
            terminal.await(PROMPT);
            terminal.type("enumm", TAB);
            terminal.await("enummod ");
            terminal.type(ENTER);
            terminal.await("0x0000000001000000 game\n");
            terminal.await(PROMPT);
            terminal.type("enum ga", TAB);
            terminal.await("enum game!");
            terminal.type("engine_st", TAB, ENTER);
            terminal.await("engine_step ");
            terminal.await(" index            address     name\n");
            terminal.await("10010a0 :   engine_step\n");
            terminal.await(PROMPT);
            terminal.type("en", TAB);
            terminal.await("enumaddr");
            terminal.type(CONTROL_C);
            terminal.await(PROMPT);
            terminal.type("load hel", TAB);
            terminal.await("load hello.pdb ");
            terminal.type(ENTER);
            terminal.await("hello [1000000]: ");
            terminal.type("quit", ENTER);
            terminal.await("\ngoodbye\n");
            assertThat(terminal.awaitEnd()).isBlank();
            assertThat(terminal.exit()).isZero();
        }
    }

    @Test
    void upBringsBackWhatWasTypedAlsoInTheNextSession() throws Exception {
        try (Terminal terminal = Terminal.start(tools, "dbh", "game.exe")) {
            terminal.await(PROMPT);
            terminal.type("obj *engine*", ENTER);
            terminal.await("\nengine.dll\n");
            terminal.await(PROMPT);
            terminal.type(UP);
            terminal.await("obj *engine*");
            terminal.type(CONTROL_C);
            terminal.await(PROMPT);
            terminal.type(UP_AHEAD);
            terminal.await("obj *engine*");
            terminal.type(ENTER);
            terminal.await("\nengine.dll\n");
            terminal.await(PROMPT);
            terminal.type(CONTROL_D);
            assertThat(terminal.awaitEnd()).isBlank();
            assertThat(terminal.exit()).isZero();
        }
        assertThat(scratch.resolve("home").resolve(HISTORY)).content().contains(":obj *engine*\n");
        try (Terminal terminal = Terminal.start(tools, "dbh", "game.exe")) {
            terminal.await(PROMPT);
            terminal.type(UP, ENTER);
            terminal.await("\nengine.dll\n");
            terminal.await(PROMPT);
        }
    }

    @Test
    void whatWasTypedBeforeTheFirstPromptIsNotLost() throws Exception {
        try (Terminal terminal = Terminal.start(tools, "dbh", "game.exe")) {
            terminal.type("name hello_main", ENTER);
            terminal.await(PROMPT);
            terminal.await("   name : hello_main\n");
            terminal.await(PROMPT);
        }
    }

    @Test
    void mistakesAreNamedAndTheShellGoesOn() throws Exception {
        try (Terminal terminal = Terminal.start(tools, "dbh")) {
            terminal.await("\ndbh: ");
            terminal.type("bogus 1 2", ENTER);
            terminal.await("[bogus] is an unrecognized command.\n\ndbh: ");
            terminal.type("addr", ENTER);
            terminal.await("addr HEX : ");
            terminal.await("\n\ndbh: ");
            terminal.type("load nowhere.exe", ENTER);
            terminal.await("error 0x2 loading nowhere.exe.\n\ndbh: ");
            terminal.type("half a li");
            terminal.await("half a li");
            terminal.type(CONTROL_C);
            terminal.await("\ndbh: ");
            terminal.type("undec ?x@@3HA", ENTER);
            terminal.await("?x@@3HA =\nint x\n\ndbh: ");
            terminal.type("undec -", ENTER, "?y@@3DA", ENTER);
            terminal.await("?y@@3DA =\nchar y\n");
            terminal.type("half a na");
            terminal.await("half a na");
            terminal.type(CONTROL_C);
            terminal.await("\ndbh: ");
            terminal.type(CONTROL_D);
            assertThat(terminal.awaitEnd()).isBlank();
            assertThat(terminal.exit()).isZero();
        }
    }

    /** Nothing is read while nobody waits, so the listing cannot have come to its end before Ctrl-C does. */
    @Test
    void controlCStopsAListingNotTheShell() throws Exception {
        ManyPublics.write(scratch.resolve("many.pdb"), MANY);
        try (Terminal terminal = Terminal.start(tools, "dbh", "many.pdb")) {
            terminal.await("many [1000000]: ");
            terminal.type("enum *", ENTER);
            terminal.await(":   symbol_200\n");
            terminal.type(CONTROL_C);
            assertThat(terminal.await("many [1000000]: ")).doesNotContain("symbol_" + (MANY - 1));
            terminal.type("name symbol_77777", ENTER);
            terminal.await("   name : symbol_77777\n");
            terminal.await("many [1000000]: ");
            terminal.type("quit", ENTER);
            terminal.await("\ngoodbye\n");
            terminal.awaitEnd();
            assertThat(terminal.exit()).isZero();
        }
    }

    /** A terminal on the side of the input and of standard error; the reader at the other end of the pipe goes after its first lines. */
    @Test
    void aReaderThatGoesIsNoAccident() throws Exception {
        ManyPublics.write(scratch.resolve("many.pdb"), MANY);
        String dbh = tools.spec("dbh").command().get(0);
        for (String listing : List.of("enum '*!*'", "dump -a", "srch all")) {
            String line = "{ '" + dbh + "' many.pdb " + listing + "; echo \"exit $?\" >&2; } | head -n 3";
            try (Terminal terminal = Terminal.run(tools, line)) {
                String text = terminal.awaitEnd();
                assertThat(text.lines().filter(row -> !row.isBlank()).toList())
                        .as(listing + ": " + text)
                        .anyMatch(row -> row.contains("symbol_0"))
                        .anyMatch(row -> row.matches("exit [01]"))
                        .hasSizeLessThan(5);
            }
        }
    }

    @Test
    void aSlowDownloadShowsABarAtATerminal() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        Files.move(scratch.resolve("hello.pdb"), scratch.resolve("held-back"));
        try (ScriptedServer server = slow(Integer.MAX_VALUE, enough)) {
            String path = "-s:srv*" + scratch.resolve("cache") + "*" + server.url("/s");
            try (Terminal terminal = Terminal.start(tools, "dbh", path, "game.exe")) {
                terminal.await("Symbol Search Path: srv*");
                terminal.await("Fetching");
                enough.countDown();
                assertThat(terminal.await(PROMPT)).endsWith(" \r\n" + PROMPT);
                terminal.type("info", ENTER);
                assertThat(terminal.await(PROMPT)).contains("LoadedPdbName : " + scratch.resolve("cache"));
            }
        }
    }

    @Test
    void aSlowDownloadShowsNothingWhereNobodyLooks() throws Exception {
        Files.move(scratch.resolve("hello.pdb"), scratch.resolve("held-back"));
        try (ScriptedServer server = slow(100, new CountDownLatch(1))) {
            String path = "-s:srv*" + scratch.resolve("cache") + "*" + server.url("/s");
            ChildProcess.Result result = tools.run("dbh", path, "game.exe", "name", "hello_main");
            assertThat(result.out()).startsWith("Symbol Search Path: ").contains("   name : hello_main\n");
            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
        }
    }

    /** A store that gives so many bytes one after the other, 50 in a second, unless it is enough before, and then the rest. */
    private ScriptedServer slow(int most, CountDownLatch enough) throws IOException {
        byte[] pdb = Files.readAllBytes(scratch.resolve("held-back"));
        ScriptedServer server = ScriptedServer.start();
        server.otherwise((request, out, self) -> {
            out.write(("HTTP/1.1 200 X\r\nContent-Length: " + pdb.length + "\r\n\r\n").getBytes(US_ASCII));
            int sent = 0;
            try {
                while (sent < Math.min(most, pdb.length) && !enough.await(20, TimeUnit.MILLISECONDS)) {
                    out.write(pdb, sent, 1);
                    out.flush();
                    sent++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(pdb, sent, pdb.length - sent);
            return true;
        });
        return server;
    }
}
