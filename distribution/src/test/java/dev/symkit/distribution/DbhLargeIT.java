// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A PDB of more than a gigabyte in a heap that is a twentieth of it: only what an answer needs is read (dbh.md 10.8). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX shell")
class DbhLargeIT {
    private static final String HEAP = "-Xmx48m -XX:+UseSerialGC";

    @TempDir
    Path scratch;

    @Test
    void answersFromAFileThatIsLargerThanTheHeap() throws Exception {
        Path file = scratch.resolve("large.pdb");
        LargePdb.write(file);
        assertThat(Files.size(file)).isGreaterThan(1L << 30);
        ChildProcess.Result result = Packaged.in(scratch)
                .with("SYMKIT_OPTS", HEAP)
                .run(
                        "dbh",
                        "--base",
                        "140000000",
                        "-e",
                        "addr 1`40044b12",
                        "-e",
                        "name function1099",
                        "-e",
                        "next function3",
                        "-e",
                        "enumaddr 140001000",
                        "-e",
                        "srch tag=2 mask=object7.obj",
                        "-e",
                        "enum function77?",
                        "-e",
                        "locals function5",
                        "-e",
                        "scope function6",
                        "-e",
                        "obj *t1000.obj",
                        "-e",
                        "info",
                        "large.pdb");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("\nfunction1083+12\n   name : function1083\n   addr :        1`40044b00\n   size : 100\n")
                .contains("\n   name : function1099\n   addr :        1`40045b00\n")
                .contains("\n   name : function4\n   addr :        1`40001400\n")
                .contains("         1`40001000 :   function0\n")
                .contains("SymTagCompiland         : object7.obj\n")
                .contains("         1`40031200 :   function770\n", "         1`40031b00 :   function779\n")
                .contains("\ndumping locals for function5...\n")
                .contains("\n   name : object6.obj\n")
                .contains("\nobject1000.obj\n\n    SizeOfStruct : 0x690\n");
    }
}
