// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code -p:} of dbh with a process that has mapped images, as Wine does: this one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have no maps")
class DbhProcessIT {
    private static final Path SAMPLES = Tree.sources().resolve("samples/build-1/x64");
    private static final Pattern START = Pattern.compile("(?m)^ ( *[0-9a-f]+(?:`[0-9a-f]{8})?) : (\\w+)$");
    private static final String ATTACHED = "no loading or unloading of modules when attached to a process\n";

    /** More than the images take when they are mapped section by section, as they are not here. */
    private static final int ROOM = 0x10000;

    @TempDir
    Path scratch;

    @BeforeEach
    void files() throws Exception {
        for (String name : List.of("hello.exe", "hello.pdb", "engine.dll")) {
            Files.copy(SAMPLES.resolve(name), scratch.resolve(name));
        }
        for (String name : List.of("hello.exe", "engine.dll")) {
            Files.write(scratch.resolve(name), new byte[ROOM], StandardOpenOption.APPEND);
        }
    }

    private MappedByteBuffer map(String name) throws IOException {
        try (FileChannel file = FileChannel.open(scratch.resolve(name))) {
            return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
        }
    }

    @Test
    void theModulesOfAProcessAreThoseThatItHasMapped() throws Exception {
        MappedByteBuffer hello = map("hello.exe");
        MappedByteBuffer engine = map("engine.dll");
        try {
            check(ProcessHandle.current().pid());
        } finally {
            Reference.reachabilityFence(hello);
            Reference.reachabilityFence(engine);
        }
    }

    private void check(long pid) throws Exception {
        String option = "-p:" + pid;
        String list = run(option, "-e", "refresh", "-e", "epmod " + pid);
        List<MatchResult> modules = START.matcher(list).results().toList();
        assertThat(modules.stream().map(module -> module.group(2)))
                .containsExactlyInAnyOrder("hello", "engine", "hello", "engine");
        assertThat(modules).allSatisfy(module -> assertThat(module.group(1)).hasSize(17));
        assertThat(list)
                .contains("\n2 modules\n")
                .endsWith(scratch.resolve(modules.get(1).group(2).equals("hello") ? "hello.exe" : "engine.dll") + "\n");

        String base = modules.stream()
                .filter(module -> module.group(2).equals("hello"))
                .findFirst()
                .orElseThrow()
                .group(1)
                .strip();
        String plain = base.replace("`", "");
        assertThat(run(option, "-e", "mod " + base, "-e", "name hello_main", "-e", "addr " + plainPlus(plain, 0x1010)))
                .contains("\n   name : hello_main\n", "\nmodbase :" + " ".repeat(Math.max(1, 18 - base.length())))
                .contains(base + "\n", "\nhello_main+10\n");
        assertThat(run(option, "enum", "engine!*step")).endsWith(" : E engine_step\n");
        assertThat(run(option, "-e", "mod x", "-e", "mod 1234", "-e", "mod")).endsWith("""

                        invalid module base.

                        couldn't find module at 0x1234

                        mod HEX : chooses the module of a process at this address
                        """);
        assertThat(run(option, "-e", "load hello.exe", "-e", "unload", "-e", "base 400000", "-e", "multi hello.exe"))
                .endsWith(("\n" + ATTACHED).repeat(4));
        ChildProcess.Result dialogue = ChildProcess.run(
                Packaged.in(scratch).spec("dbh", option), ("mod " + base + "\nquit\n").getBytes(UTF_8));
        assertThat(dialogue.out()).contains("\npid:" + pid + " mod:hello[" + plain + "]: \ngoodbye\n");
    }

    private static String plainPlus(String hex, long distance) {
        return Long.toHexString(Long.parseUnsignedLong(hex, 16) + distance);
    }

    private String run(String... arguments) throws Exception {
        ChildProcess.Result result = Packaged.in(scratch).run("dbh", arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.out();
    }
}
