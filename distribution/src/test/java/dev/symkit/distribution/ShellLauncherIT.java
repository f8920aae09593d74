// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The POSIX launcher, run with a script in the place of Java. */
@DisabledOnOs(OS.WINDOWS)
class ShellLauncherIT {
    private static final String COMPILER = "-XX:TieredStopAtLevel=1";
    private static final String COLLECTOR = "-XX:+UseSerialGC";
    private static final String MAIN = "dev.symkit.symstore.cli.SymStoreMain";

    @TempDir
    Path scratch;

    private final Map<String, String> environment = new HashMap<>();
    private Path installation = Path.of("");
    private Path jre = Path.of("");

    @BeforeEach
    void install() throws IOException {
        installation = Tree.installWithoutProgram(scratch.resolve("symkit"));
        jre = FakeJava.withRelease(scratch.resolve("jre"), "17.0.9");
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("JAVA_HOME", jre.toString());
        environment.put("LANG", "de_DE.UTF-8");
    }

    @Test
    void passesEveryArgumentUnchanged() throws Exception {
        List<String> arguments = List.of(
                "add", "/f", "*", "a  b", "", "\"q\"", "'", "\\", "C:\\x\\", "$HOME", "`id`", "-x", "!", "%PATH%",
                "é漢");
        Run run = start(installation.resolve("bin/symstore"), arguments);
        List<String> expected =
                new ArrayList<>(List.of(COMPILER, COLLECTOR, "-cp", jarIn(installation.resolve("bin/../lib")), MAIN));
        expected.addAll(arguments);
        assertThat(argumentsSeen(run)).isEqualTo(expected);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void passesTheExitCodeOn() throws Exception {
        environment.put("STUB_EXIT", "87");
        assertThat(start().exit()).isEqualTo(87);
    }

    @Test
    void becomesJavaSoThatSignalsReachIt() throws Exception {
        Run run = start();
        assertThat(run.out()).startsWith("pid=" + run.pid() + "\n");
    }

    @Test
    void readsTheVersionWithoutStartingJava() throws Exception {
        assertThat(start().exit()).isZero();
        assertThat(FakeJava.wasAsked(jre)).isFalse();
    }

    @Test
    void worksFromAFolderWithBlanksAndOtherSigns() throws Exception {
        Path odd = Tree.installWithoutProgram(scratch.resolve("my tools (x86) $HOME 'q' \"r\" é & *"));
        environment.put(
                "JAVA_HOME",
                FakeJava.withRelease(scratch.resolve("a jre (x86) $PATH"), "25").toString());
        Run run = start(odd.resolve("bin/symstore"), List.of("query"));
        assertThat(argumentsSeen(run))
                .containsExactly(
                        COMPILER,
                        COLLECTOR,
                        "--enable-native-access=ALL-UNNAMED", // Java 24 and newer ask for it
                        "-cp",
                        jarIn(odd.resolve("bin/../lib")),
                        MAIN,
                        "query");
    }

    @Test
    void putsPlugInsBehindTheProgram() throws Exception {
        Files.createDirectory(installation.resolve("plugins"));
        String path = jarIn(installation.resolve("bin/../lib")) + ":" + installation.resolve("bin/../plugins") + "/*";
        assertThat(argumentsSeen(start())).containsExactly(COMPILER, COLLECTOR, "-cp", path, MAIN);
    }

    @Test
    void followsAChainOfSymbolicLinks() throws Exception {
        Path absolute = Files.createSymbolicLink(scratch.resolve("absolute"), installation.resolve("bin/symstore"));
        Files.createDirectories(scratch.resolve("usr/bin"));
        Path relative = Files.createSymbolicLink(scratch.resolve("usr/bin/ss"), Path.of("../../absolute"));
        assertThat(absolute).exists();
        Run run = start(relative, List.of());
        assertThat(argumentsSeen(run))
                .containsExactly(COMPILER, COLLECTOR, "-cp", jarIn(installation.resolve("bin/../lib")), MAIN);
    }

    @Test
    void isFoundThroughPathWhenOnlyALinkIsThere() throws Exception {
        Path bin = Files.createDirectories(scratch.resolve("some bin"));
        Files.createSymbolicLink(bin.resolve("symstore"), Path.of("../symkit/bin/symstore"));
        environment.put("PATH", bin + ":/usr/bin:/bin");
        Run run = Run.of(scratch, environment, List.of("/bin/sh", "-c", "symstore query"));
        assertThat(argumentsSeen(run))
                .containsExactly(COMPILER, COLLECTOR, "-cp", jarIn(bin.resolve("../symkit/bin/../lib")), MAIN, "query");
    }

    @Test
    void refusesALinkThatNamesItself() throws Exception {
        Path loop = scratch.resolve("loop");
        Files.createSymbolicLink(loop, Path.of("loop"));
        Run run = Run.of(
                scratch,
                environment,
                List.of("/bin/sh", "-c", ". " + quoted(installation.resolve("bin/symstore")), loop.toString()));
        assertThat(run.exit()).isEqualTo(127);
        assertThat(run.err()).isEqualTo("loop: too many symbolic links: " + loop + "\n");
    }

    @Test
    void usesJavaFromPathAndReadsItsReleaseThroughLinks() throws Exception {
        Path bin = Files.createDirectories(scratch.resolve("path"));
        Files.createSymbolicLink(scratch.resolve("alternative"), jre.resolve("bin/java"));
        Files.createSymbolicLink(bin.resolve("java"), scratch.resolve("alternative"));
        environment.remove("JAVA_HOME");
        environment.put("PATH", bin + ":/usr/bin:/bin");
        assertThat(start().exit()).isZero();
        assertThat(FakeJava.wasAsked(jre)).isFalse();
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        environment.remove("JAVA_HOME");
        environment.put(
                "PATH", Files.createDirectories(scratch.resolve("empty")).toString());
        assertRefused(start(), "Java 17 or newer is needed: JAVA_HOME is not set and there is no java on PATH");
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        environment.put("JAVA_HOME", scratch.resolve("no where").toString());
        assertRefused(start(), "JAVA_HOME is '" + scratch.resolve("no where") + "', but there is no bin/java in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.22", "16", "9-ea"})
    void refusesOldJavaByItsReleaseFile(String version) throws Exception {
        FakeJava.withRelease(jre, version);
        assertRefused(start(), "Java 17 or newer is needed, but " + jre + "/bin/java is version " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.22"})
    void refusesOldJavaThatHasNoReleaseFile(String version) throws Exception {
        Path old = FakeJava.withoutRelease(scratch.resolve("old"), version);
        environment.put("JAVA_HOME", old.toString());
        assertRefused(start(), "Java 17 or newer is needed, but " + old + "/bin/java is version " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.9", "21-ea", "25.0.1", "100"})
    void acceptsNewerJava(String version) throws Exception {
        FakeJava.withRelease(jre, version);
        assertThat(start().exit()).isZero();
        environment.put(
                "JAVA_HOME",
                FakeJava.withoutRelease(scratch.resolve("bare"), version).toString());
        assertThat(start().exit()).isZero();
    }

    @Test
    void saysThatTheVersionCannotBeFoundOut() throws Exception {
        Path odd = FakeJava.withoutRelease(scratch.resolve("odd"), "");
        environment.put("JAVA_HOME", odd.toString());
        assertRefused(start(), "cannot find out the version of " + odd + "/bin/java");
    }

    @Test
    void splitsSymkitOptsAtBlanksOnly() throws Exception {
        environment.put("SYMKIT_OPTS", "-Xmx4g  -Da=* -Db=$HOME");
        Run run = start();
        assertThat(argumentsSeen(run)).startsWith(COMPILER, COLLECTOR, "-Xmx4g", "-Da=*", "-Db=$HOME", "-cp");
    }

    /** Java ends if it is told of two collectors. */
    @ParameterizedTest
    @ValueSource(strings = {"SYMKIT_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
    void leavesTheCollectorToOptionsThatNameOne(String variable) throws Exception {
        environment.put(variable, "-Xmx1g -XX:+UseParallelGC");
        assertThat(argumentsSeen(start())).startsWith(COMPILER).doesNotContain(COLLECTOR);
    }

    @ParameterizedTest(name = "LC_ALL={0} LC_CTYPE={1} LANG={2} gives {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, C.UTF-8",
                "C, -, de_DE.UTF-8, C.UTF-8",
                "POSIX, en_US.UTF-8, -, C.UTF-8",
                "-, C, de_DE.UTF-8, C.UTF-8",
                "'', '', POSIX, C.UTF-8",
                "-, -, de_DE.UTF-8, unset",
                "-, en_US.UTF-8, C, unset",
                "ja_JP.eucJP, C, C, ja_JP.eucJP",
            })
    void replacesOnlyThePlainCLocale(
            @Nullable String lcAll, @Nullable String lcCtype, @Nullable String lang, String expected) throws Exception {
        environment.remove("LANG");
        putUnlessNull("LC_ALL", lcAll);
        putUnlessNull("LC_CTYPE", lcCtype);
        putUnlessNull("LANG", lang);
        assertThat(start().out()).contains("\nLC_ALL=" + expected + "\n");
    }

    @Test
    void refusesAnInstallationFolderWithAColon() throws Exception {
        Path odd = Tree.installWithoutProgram(scratch.resolve("a:b"));
        Run run = start(odd.resolve("bin/symstore"), List.of());
        assertRefused(run, "Java cannot load programs from a folder with a colon in its name: " + odd.resolve("bin"));
    }

    @Test
    void saysThatTheProgramIsMissing() throws Exception {
        Files.delete(installation.resolve("lib").resolve(Tree.symstoreJar()));
        assertRefused(start(), "incomplete installation: " + jarIn(installation.resolve("bin/../lib")) + " is missing");
    }

    @Test
    void refusesToRunUnderAnUnknownName() throws Exception {
        Path other = Files.copy(installation.resolve("bin/symstore"), installation.resolve("bin/other"));
        Run run = start(other, List.of());
        assertThat(run.exit()).isEqualTo(127);
        assertThat(run.err()).isEqualTo("other: no symkit tool has this name\n");
    }

    private Run start() throws IOException, InterruptedException {
        return start(installation.resolve("bin/symstore"), List.of());
    }

    private Run start(Path launcher, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        return Run.of(scratch, environment, command);
    }

    private void putUnlessNull(String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static void assertRefused(Run run, String message) {
        assertThat(run.err()).isEqualTo("symstore: " + message + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(127);
    }

    private static List<String> argumentsSeen(Run run) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith("<"))
                .map(line -> line.substring(1, line.length() - 1))
                .toList();
    }

    private static String jarIn(Path lib) {
        return lib + "/" + Tree.symstoreJar();
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }
}
