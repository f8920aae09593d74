// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every command about every damaged file of the corpus, by the launcher, with a small heap. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX shell")
class DbhDamagedIT {
    private static final String HEAP = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    /** What a stack trace, or a mistake of ours, would leave behind. */
    private static final Pattern TRACE = Pattern.compile(
            "\\bat [\\w.$]+\\([\\w$]+\\.java:|\\bjava\\.\\w+\\.\\w|internal error|^error: .*\\bnull\\b");

    /** File, structure and offset. */
    private static final Pattern ERROR = Pattern.compile("(error: )?\\S.*: .+ \\+0x[0-9A-F]{8,}: .+");

    @TempDir
    Path scratch;

    @Test
    void everyCommandEndsWithDataOrALine() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        Map<String, Path> files = new TreeMap<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().startsWith("malformed/") || row.kind().equals("damaged")) {
                files.put(row.path(), corpus.file(row.path()));
            }
        }
        assertThat(files).hasSizeGreaterThan(20);
        int errors = 0;
        int loaded = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String name = file.getValue().getFileName().toString();
            Files.copy(file.getValue(), scratch.resolve(name));
            List<String> commands = DbhCommands.all(name, "main", "1001010");
            ChildProcess.Result result =
                    Packaged.in(scratch).with("SYMKIT_OPTS", HEAP).run("dbh", DbhCommands.options(commands));
            assertThat(result.exit()).as(file.getKey() + result.err()).isZero();
            List<String> complaints = new ArrayList<>(result.err().lines().toList());
            for (String line : result.out().lines().toList()) {
                assertThat(TRACE.matcher(line).find())
                        .as(file.getKey() + ": " + line)
                        .isFalse();
                if (line.startsWith("error: ")) {
                    complaints.add(line);
                }
            }
            assertThat(complaints).as(file.getKey()).allMatch(line -> isComplaintAbout(name, line));
            errors += complaints.size();
            loaded += result.out().contains(" SizeOfStruct : ") ? 1 : 0;
            Files.delete(scratch.resolve(name));
        }
        System.out.println(files.size() + " damaged files, " + loaded + " loaded, " + errors + " lines about damage");
        assertThat(loaded).isPositive();
        assertThat(errors).isPositive();
    }

    private static boolean isComplaintAbout(String name, String line) {
        return ERROR.matcher(line).matches() && line.contains(name.substring(0, name.lastIndexOf('.')));
    }
}
