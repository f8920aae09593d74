// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Windows launcher under Wine's cmd with a stand-in for java.exe, which is built here from {@code src/test/native}.
 *
 * <p>Each test writes a batch file that calls the launcher the way a user's script would, and looks at the raw command
 * line that arrived.
 */
class CmdLauncherIT {
    private static final String MAIN = "dev.symkit.symstore.cli.SymStoreMain";

    @TempDir
    static Path shared;

    private static WineBench wine = WineBench.unavailable();

    @TempDir
    Path scratch;

    private Path installation = Path.of("");
    private Path jre = Path.of("");

    @BeforeAll
    static void buildTheStandIn() throws Exception {
        wine = WineBench.prepare(shared);
    }

    @AfterAll
    static void endWine() throws Exception {
        wine.end();
    }

    @BeforeEach
    void install() throws IOException {
        installation = Tree.installWithoutProgram(scratch.resolve("sym kit (x86) & co"));
        jre = wine.installJava(scratch.resolve("jre (x86) & co"), "17.0.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "add /r /f C:\\out /s \\\\srv\\sym /t \"My Game\"",
                "/f C:\\dir\\ /s \"C:\\with blank\\\\\"",
                "/c \"a & b | c > d < e\"",
                "/c \"a ^ b ^^ c\"",
                "/c hello! \"world!\" !PATH!",
                "/c \"v1 (x86)\" (y)",
                "/c \"\" \"say \\\"hi\\\"\" \"q\"\"q\"",
                "/c \"unbalanced \\",
                "/c a=b,c;d 'single' `back` $HOME ~ # @list",
                "/f *.pdb \"C:\\out\\*.*\" ?",
                "/c \"two  blanks\"   three",
            })
    void passesTheCommandLineUnchanged(String arguments) throws Exception {
        Run run = callLauncher("", arguments);
        assertThat(run.err()).isEmpty();
        assertThat(wine.commandLine(scratch))
                .startsWith("\"" + wine.windowsPath(jre.resolve("bin/java.exe")) + "\"")
                .contains("-cp \"" + wine.windowsPath(installation.resolve("bin")) + "\\..\\lib\\" + Tree.symstoreJar()
                        + "\"")
                .endsWith(MAIN + " " + arguments);
    }

    /**
     * Wine 8 looks for variables once more in what it puts in for {@code %*}, Windows does not. So a percent sign is
     * compared with what a batch file receives that does nothing but pass its arguments on.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/c \"100%% sure\"", "/c 100%%", "/c \"50%% of %%OS%%\"", "/c %%OS%% \"a & b\""})
    void passesPercentSignsAsWellAsTheShellCan(String arguments) throws Exception {
        Path plain = scratch.resolve("plain.cmd");
        String javaExe = "\"" + wine.windowsPath(jre.resolve("bin/java.exe")) + "\"";
        Files.writeString(plain, "@echo off\r\n" + javaExe + " " + MAIN + " %*\r\n", UTF_8);
        wine.batch(scratch, "\"" + wine.windowsPath(plain) + "\" " + arguments);
        String expected = afterMain(wine.commandLine(scratch));

        callLauncher("", arguments);
        assertThat(afterMain(wine.commandLine(scratch))).isEqualTo(expected);
    }

    @Test
    void passesTheExitCodeOn() throws Exception {
        assertThat(callLauncher("set STUB_EXIT=87\r\n", "query").exit()).isEqualTo(87);
        assertThat(callLauncher("set STUB_EXIT=0\r\n", "query").exit()).isZero();
    }

    /** Started through a second cmd: after Wine 8's call the code is 1 whatever the called file said. */
    @Test
    void passesTheExitCodeToACallingBatchFile() throws Exception {
        Path plain = Tree.installWithoutProgram(scratch.resolve("plain"));
        Path log = scratch.resolve("code.txt");
        String call = "cmd /c " + wine.windowsPath(plain.resolve("bin/symstore.cmd")) + " query";
        String report = ">\"" + wine.windowsPath(log) + "\" echo code %ERRORLEVEL% %SYMKIT_JAVA%x";
        wine.batch(scratch, environment("set STUB_EXIT=130\r\n") + call + "\r\n" + report);
        assertThat(Files.readString(log, UTF_8).strip()).matches("code 130 (%SYMKIT_JAVA%)?x");
    }

    @Test
    void putsPlugInsBehindTheProgram() throws Exception {
        Files.createFile(Files.createDirectory(installation.resolve("plugins")).resolve("some.jar"));
        Run run = callLauncher("", "query");
        assertThat(run.err()).isEmpty();
        String bin = wine.windowsPath(installation.resolve("bin"));
        assertThat(wine.commandLine(scratch))
                .contains("-cp \"" + bin + "\\..\\lib\\" + Tree.symstoreJar() + ";" + bin + "\\..\\plugins\\*\"");
    }

    @Test
    void putsSymkitOptsBeforeTheClassPath() throws Exception {
        callLauncher("set SYMKIT_OPTS=-Xmx4g \"-Da=b c\"\r\n", "query");
        assertThat(wine.commandLine(scratch))
                .contains("java.exe\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx4g \"-Da=b c\" -cp ");
    }

    /** Java ends if it is told of two collectors. */
    @Test
    void leavesTheCollectorToOptionsThatNameOne() throws Exception {
        callLauncher("set SYMKIT_OPTS=\"-Da=b & c\" -XX:+UseParallelGC\r\n", "query");
        assertThat(wine.commandLine(scratch))
                .contains("java.exe\" -XX:TieredStopAtLevel=1 \"-Da=b & c\" -XX:+UseParallelGC -cp ");
    }

    @Test
    void toleratesQuotesInJavaHome() throws Exception {
        Run run = wine.batch(scratch, "set JAVA_HOME=\"" + wine.windowsPath(jre) + "\"\r\n" + launcher() + " query");
        assertThat(run.err()).isEmpty();
        assertThat(wine.commandLine(scratch)).endsWith(MAIN + " query");
    }

    @Test
    void findsJavaOnPath() throws Exception {
        Run run = wine.batch(
                scratch,
                "set JAVA_HOME=\r\nset \"PATH=C:\\nowhere;" + wine.windowsPath(jre.resolve("bin")) + ";%PATH%\"\r\n"
                        + launcher() + " query");
        assertThat(run.err()).isEmpty();
        assertThat(wine.commandLine(scratch)).endsWith(MAIN + " query");
    }

    @Test
    void asksJavaForItsVersionWhenNoFileTellsIt() throws Exception {
        Files.delete(jre.resolve("release"));
        Run old = callLauncher("set STUB_VERSION=java version \"1.8.0_402\"\r\n", "query");
        assertRefused(old, "Java 17 or newer is needed, but \"" + javaExe() + "\" is version \"1.8.0_402\"");
        Run fresh = callLauncher("set STUB_VERSION=openjdk version \"21-ea\" 2023\r\n", "query");
        assertThat(fresh.err()).isEmpty();
        assertThat(wine.commandLine(scratch)).endsWith(MAIN + " query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.22", "16", "9-ea"})
    void refusesOldJava(String version) throws Exception {
        wine.installJava(jre, version);
        assertRefused(
                callLauncher("", "query"),
                "Java 17 or newer is needed, but \"" + javaExe() + "\" is version \"" + version + "\"");
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        Files.delete(jre.resolve("bin/java.exe"));
        assertRefused(
                callLauncher("", "query"),
                "JAVA_HOME is \"" + wine.windowsPath(jre) + "\", but there is no bin\\java.exe in it");
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        assertRefused(
                wine.batch(scratch, "set JAVA_HOME=\r\n" + launcher() + " query"),
                "Java 17 or newer is needed: JAVA_HOME is not set and there is no java.exe on PATH");
    }

    @Test
    void saysThatTheProgramIsMissing() throws Exception {
        Files.delete(installation.resolve("lib").resolve(Tree.symstoreJar()));
        Run run = callLauncher("", "query");
        assertThat(run.err()).startsWith("symstore: incomplete installation: ").contains(Tree.symstoreJar());
        assertThat(run.exit()).isEqualTo(9009 % 256);
    }

    private Run callLauncher(String settings, String arguments) throws IOException, InterruptedException {
        return wine.batch(scratch, environment(settings) + launcher() + " " + arguments);
    }

    private String environment(String settings) {
        return "set \"JAVA_HOME=" + wine.windowsPath(jre) + "\"\r\n" + settings;
    }

    private String launcher() {
        return "\"" + wine.windowsPath(installation.resolve("bin/symstore.cmd")) + "\"";
    }

    private String javaExe() {
        return wine.windowsPath(jre) + "\\bin\\java.exe";
    }

    private static String afterMain(String commandLine) {
        return commandLine.substring(commandLine.indexOf(MAIN));
    }

    /** The exit code is 9009; a Unix parent sees its low eight bits. */
    private static void assertRefused(Run run, String message) {
        assertThat(run.err().strip()).isEqualTo("symstore: " + message);
        assertThat(run.exit()).isEqualTo(9009 % 256);
    }
}
