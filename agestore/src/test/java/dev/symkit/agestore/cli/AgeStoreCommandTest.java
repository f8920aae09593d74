// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.agestore.Host;
import dev.symkit.cli.Cancellation;
import dev.symkit.cli.Tool;
import dev.symkit.cli.ToolCommand;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolErrors;
import dev.symkit.cli.ToolMain;
import dev.symkit.cli.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions, the words about access times, values of options: what golden cases cannot show. */
class AgeStoreCommandTest {
    private static final String RELATIME = "1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n";
    private static final String NOATIME = "1 0 8:1 / / rw,noatime - ext4 /dev/sda1 rw\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void makeAFile() throws IOException {
        Files.write(folder.resolve("a.pdb"), new byte[10]);
    }

    /** A Linux machine with these mounts. */
    private record Machine(String mounts) implements Host {
        @Override
        public Family family() {
            return Family.LINUX;
        }

        @Override
        public String read(String file) {
            return mounts;
        }

        @Override
        public Answer run(List<String> command) throws IOException {
            throw new IOException(command.get(0));
        }
    }

    private record TestTool(Host host) implements Tool {
        @Override
        public String name() {
            return "agestore";
        }

        @Override
        public String help() {
            return AgeStoreHelp.TEXT;
        }

        @Override
        public List<ToolCommand> commands() {
            return AgeStoreCommand.on(host);
        }

        @Override
        public ToolErrors errors() {
            return new AgeStoreErrors();
        }
    }

    private int run(String mounts, String answer, String arguments) {
        ToolContext context = new ToolContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                folder,
                Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneId.of("UTC")),
                true,
                new Cancellation());
        return ToolMain.run(new TestTool(new Machine(mounts)), arguments.split(" "), context);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @ParameterizedTest
    @CsvSource({"'y\n',0", "'YES\r\n',0", "' y \n',0", "yes,0", "'n\n',2", "'\n',2", "'',2", "'yeah\n',2"})
    void asksBeforeItDeletes(String answer, int code) {
        assertThat(run(RELATIME, answer, "-days=30 -q")).isEqualTo(code);
        assertThat(printed()).startsWith("1 files, 10 bytes will be deleted.\nAre you sure? (y/n) ");
        assertThat(printed().endsWith("(y/n) ")).isEqualTo(code == 2);
        assertThat(Files.exists(folder.resolve("a.pdb"))).isEqualTo(code == 2);
    }

    @Test
    void asksNothingWhereNothingIsToDo() {
        assertThat(run(RELATIME, "", "-size=10")).isZero();
        assertThat(printed()).isEqualTo("0 files deleted, 0 bytes freed, 10 bytes remain\n");
    }

    @Test
    void tellsThatAccessTimesAreNotKept() {
        assertThat(run(NOATIME, "", "-days=99999 -q -y")).isZero();
        assertThat(printed().replace("creation", "modification")).isEqualTo("""
                        Last-Access-Time support is disabled on this computer.
                        Please read the documentation for more details.
                        Agestore will use the file modification time as the last access time.
                        0 files deleted, 0 bytes freed, 10 bytes remain
                        """);
    }

    @Test
    void saysNothingOfItWhereATimeIsChosenAndKeepsJsonClean() {
        run(NOATIME, "", "-days=99999 -y -time=write");
        assertThat(printed()).doesNotContain("Last-Access");
        out.reset();
        run(NOATIME, "", "-size -json");
        assertThat(printed()).startsWith("{").doesNotContain("Last-Access");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Last-Access");
    }

    @Test
    void warnsOfDaysFinerThanAccessTimes() {
        run(RELATIME, "", "-days=1 -l");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("warning: access times");
        err.reset();
        run(RELATIME, "", "-days=2 -l");
        run(RELATIME, "", "-days=1 -l -time=access");
        assertThat(err.size()).isZero();
    }

    /** 29 March 2026 has 23 hours in Berlin. */
    @Test
    void countsDaysOf24HoursAndDatesOfTheLocalCalendar() throws UsageException {
        Instant noon = Instant.parse("2026-03-29T10:00:00Z");
        assertThat(Values.daysBefore("1", noon)).isEqualTo("2026-03-28T10:00:00Z");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(Values.date("3-29-26", berlin)).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(Values.date("3-30-26", berlin)).isEqualTo("2026-03-29T22:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"1-5-00,2000", "1-5-69,2069", "1-5-70,1970", "01-05-99,1999", "1-5-0070,0070", "2008-01-05,2008"})
    void readsYears(String text, String year) throws UsageException {
        assertThat(Values.date(text, ZoneId.of("UTC"))).isEqualTo(year + "-01-05T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1k,1024", "3M,3145728", "2g,2147483648", "1T,1099511627776"})
    void readsSizes(String text, long bytes) throws UsageException {
        assertThat(Values.size(text)).isEqualTo(bytes);
    }
}
