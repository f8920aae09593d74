// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.testkit.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Wine with a configuration of its own, and the stand-in for java.exe. Used by one thread. */
final class WineBench {
    private static final List<String> NEEDED = List.of("wine", "wineserver", "clang", "lld-link", "llvm-dlltool");

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final Map<String, String> environment;
    private final boolean available;

    private WineBench(Path home, Map<String, String> environment, boolean available) {
        this.home = home;
        this.environment = environment;
        this.available = available;
    }

    /** A bench on which nothing can be run; ending it does nothing. */
    static WineBench unavailable() {
        return new WineBench(Path.of(""), Map.of(), false);
    }

    /** Builds the stand-in below {@code home} and lets Wine create its configuration there; skips the tests if a program is missing. */
    static WineBench prepare(Path home) throws IOException, InterruptedException {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        List<String> missing =
                NEEDED.stream().filter(name -> !onPath(path, name)).toList();
        if (!missing.isEmpty()) {
            System.out.println("SKIPPED (wine): not installed: " + String.join(", ", missing));
            Assumptions.abort("not installed: " + missing);
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", path);
        environment.put("HOME", home.toString());
        environment.put("WINEPREFIX", home.resolve("wine").toString());
        environment.put("WINEDEBUG", "-all");
        environment.put("WINEDLLOVERRIDES", "mscoree,mshtml=d");
        environment.put("LC_ALL", "C.UTF-8");
        WineBench bench = new WineBench(home, environment, true);
        bench.build("stub-java.c", home.resolve("java.exe"));
        bench.must("wine", "cmd", "/c", "exit", "0");
        return bench;
    }

    /** Puts the stand-in into {@code jre} with a release file that names {@code version}. */
    Path installJava(Path jre, String version) throws IOException {
        Files.createDirectories(jre.resolve("bin"));
        Files.copy(home.resolve("java.exe"), jre.resolve("bin/java.exe"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(jre.resolve("release"), "IMPLEMENTOR=\"A=B\"\r\nJAVA_VERSION=\"" + version + "\"\r\n", UTF_8);
        return jre;
    }

    /** Runs a batch file of these lines; the stand-in writes its command line below {@code scratch}. */
    Run batch(Path scratch, String lines) throws IOException, InterruptedException {
        Files.deleteIfExists(scratch.resolve("command.txt"));
        Path file = scratch.resolve("case.cmd");
        String head = "@echo off\r\nset \"STUB_OUT=" + windowsPath(scratch.resolve("command.txt")) + "\"\r\n";
        Files.writeString(file, head + lines + "\r\n", UTF_8);
        return Run.of(scratch, environment, List.of("wine", "cmd", "/c", windowsPath(file)));
    }

    /** The command line the stand-in received in the last batch run. */
    String commandLine(Path scratch) throws IOException {
        return Files.readString(scratch.resolve("command.txt"), UTF_8);
    }

    /** The name under which Wine shows a file of this machine. */
    String windowsPath(Path path) {
        return "Z:" + path.toAbsolutePath().normalize().toString().replace('/', '\\');
    }

    /** Ends the server process of this configuration. */
    public void end() throws IOException, InterruptedException {
        if (available) {
            Run.of(home, environment, List.of("wineserver", "-k"));
            Run.of(home, environment, List.of("wineserver", "-w"));
        }
    }

    /** Starts a program of this machine in its own folder. */
    ChildProcess start(Path program) throws IOException {
        return ChildProcess.start(new ChildProcess.Spec(
                List.of("wine", program.getFileName().toString()), program.resolveSibling("."), environment, LIMIT));
    }

    /** Builds a program of the sources of the tests, with its PDB. */
    void build(String source, Path program) throws IOException, InterruptedException {
        Path sources = Tree.sources().resolve("distribution/src/test/native");
        must(
                "clang",
                "--target=x86_64-pc-windows-msvc",
                "-ffreestanding",
                "-fno-stack-protector",
                "-mno-stack-arg-probe",
                "-gcodeview",
                "-O1",
                "-Wall",
                "-Werror",
                "-c",
                sources.resolve(source).toString(),
                "-o",
                source + ".obj");
        must(
                "llvm-dlltool",
                "-m",
                "i386:x86-64",
                "-d",
                sources.resolve("kernel32.def").toString(),
                "-l",
                "kernel32.lib");
        must(
                "lld-link",
                "/nologo",
                "/debug",
                "/nodefaultlib",
                "/entry:start",
                "/subsystem:console",
                "/out:" + program,
                source + ".obj",
                "kernel32.lib");
    }

    private void must(String... command) throws IOException, InterruptedException {
        Run run = Run.of(home, environment, List.of(command));
        if (run.exit() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + run.exit() + ": " + run.err());
        }
    }

    private static boolean onPath(String path, String name) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
