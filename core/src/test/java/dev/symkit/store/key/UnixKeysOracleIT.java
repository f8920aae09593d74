// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of files that clang and LLVM's linkers made, against what LLVM reads in them. */
class UnixKeysOracleIT {
    private static final Pattern BUILD_ID = Pattern.compile("Build ID: ([0-9a-f]+)");
    private static final Pattern UUID = Pattern.compile("UUID: ([0-9A-Fa-f-]{36})|uuid ([0-9A-Fa-f-]{36})");

    @TempDir
    Path directory;

    /** Runs a program, or skips the test and prints a line that says so. */
    private String run(String... command) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>(List.of(command));
        boolean installed = false;
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            for (String name : List.of(command[0], command[0] + "-14")) {
                if (!installed && Files.isExecutable(Path.of(folder, name))) {
                    found.set(0, Path.of(folder, name).toString());
                    installed = true;
                }
            }
        }
        if (!installed) {
            String line = "SKIPPED (oracle): " + command[0] + " is not installed";
            System.out.println(line);
            Assumptions.abort(line);
        }
        ChildProcess.Result result =
                ChildProcess.run(new ChildProcess.Spec(found, directory, Map.of(), Duration.ofMinutes(1)));
        assertThat(result.exit())
                .as(String.join(" ", command) + ": " + result.err())
                .isZero();
        return result.out();
    }

    private FileIdentity identity(String name) throws IOException {
        try (ByteSource source = FileByteSource.open(directory.resolve(name))) {
            return KeyReader.withOtherSystems().identify(source).orElseThrow();
        }
    }

    private void writeSource() throws IOException {
        Files.writeString(directory.resolve("a.c"), "int answer(void) { return 42; }\n", UTF_8);
    }

    @Test
    void theBuildIdOfElfFilesIsFound() throws Exception {
        writeSource();
        for (String target : List.of("x86_64", "i386", "powerpc64", "aarch64")) {
            String file = target + ".so";
            run("clang", "--target=" + target + "-linux-gnu", "-g", "-c", "a.c", "-o", "a.o");
            run("ld.lld", "-shared", "--build-id=sha1", "a.o", "-o", file);
            run("llvm-objcopy", "--only-keep-debug", file, file + ".debug");
            Matcher id = BUILD_ID.matcher(run("llvm-readobj", "--notes", file));
            assertThat(id.find()).isTrue();

            assertThat(identity(file).indexes()).containsExactly("elf-buildid-" + id.group(1));
            assertThat(identity(file + ".debug").indexes()).containsExactly("elf-buildid-sym-" + id.group(1));
        }
    }

    @Test
    void theUuidOfMachOFilesIsFound() throws Exception {
        writeSource();
        List<String> slices = new ArrayList<>();
        for (String machine : List.of("x86_64", "arm64")) {
            String file = machine + ".dylib";
            run("clang", "--target=" + machine + "-apple-macos11", "-c", "a.c", "-o", "a.o");
            run(
                    "ld64.lld",
                    "-dylib",
                    "-arch",
                    machine,
                    "-platform_version",
                    "macos",
                    "11.0",
                    "11.0",
                    "a.o",
                    "-o",
                    file);
            Matcher id = UUID.matcher(run("llvm-objdump", "--macho", "--private-headers", file));
            assertThat(id.find()).isTrue();
            String uuid = (id.group(1) == null ? id.group(2) : id.group(1))
                    .replace("-", "")
                    .toLowerCase(Locale.ROOT);
            slices.add("mach-uuid-" + uuid);

            assertThat(identity(file).indexes()).containsExactly("mach-uuid-" + uuid);
        }
        run("llvm-lipo", "-create", "x86_64.dylib", "arm64.dylib", "-output", "fat.dylib");

        assertThat(identity("fat.dylib").indexes()).containsExactlyElementsOf(slices);
    }
}
