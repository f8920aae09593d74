// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.IniFile;
import dev.symkit.symproxy.config.ConfigLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportProxyTest {
    private static final String PROXY = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy";
    private static final String CLIENT = "[HKLM\\Software\\Microsoft\\Symbol Server";
    private static final String WEB = PROXY + "\\Web Directories\\symbols]\n\"SymbolPath\"=\"\\\\\\\\b\\\\s\"\n";

    @TempDir
    Path directory;

    private String imported(String reg, String... ini) throws IOException {
        Path file = directory.resolve("a.reg");
        Files.writeString(file, "\uFEFFWindows Registry Editor Version 5.00\n" + reg, StandardCharsets.UTF_16LE);
        Optional<Path> other = Optional.empty();
        if (ini.length > 0) {
            other = Optional.of(Files.write(directory.resolve("symsrv.ini"), List.of(ini)));
        }
        String text = String.join("\n", new ImportProxy().run(file, other).lines()) + "\n";
        if (reg.contains("Web Directories\\")) {
            assertThat(new ConfigLoader(Map.of())
                            .load(IniFile.parse(text, "a.ini"), List.of())
                            .problems())
                    .isEmpty();
        }
        return text;
    }

    @Test
    void allValuesBecomeKeys() throws IOException {
        assertThat(imported(PROXY + "]\n"
                        + "\"RequestTimeout\"=dword:19\n"
                        + "\"NoUncompress\"=dword:1\n"
                        + "\"MissTimeout\"=dword:e10\n"
                        + "\"MissAgeCheck\"=dword:e11\n"
                        + "\"MissAgeTimeout\"=dword:00015180\n"
                        + "\"MissFileCache\"=dword:0\n"
                        + "\"FailureTimeout\"=dword:2d\n"
                        + "\"FailureCount\"=dword:4\n"
                        + "\"FailurePeriod\"=dword:78\n"
                        + "\"FailureBlackout\"=dword:384\n"
                        + "\"NoFilePointers\"=dword:1\n"
                        + "\"UriFilter\"=dword:ff\n"
                        + "\"UriTiers\"=dword:2\n"
                        + "\"NoInternetProxy\"=dword:1\n"
                        + "\"RetryAppHang\"=dword:2\n"
                        + WEB))
                .isEqualTo("""
                        ; made by symproxy import

                        [server]
                        responseTimeout = 25s

                        [fill]
                        uncompress = off

                        [misses]
                        timeout = 3600s
                        ageCheck = 3601s
                        ageTimeout = 86400s
                        persist = off

                        [blackout]
                        failureTimeout = 45s
                        count = 4
                        period = 120s
                        duration = 900s

                        [directory symbols]
                        ; to be: the folder that IIS serves under this name
                        path = symbols
                        upstream = b-s
                        pointers = none

                        [upstream b-s]
                        url = \\\\b\\s
                        uriFilter = 0xFF
                        tiers = 2
                        proxy = none
                        retryAppHang = 2
                        """);
    }

    @Test
    void disabledValuesAreComments() throws IOException {
        String text =
                imported(PROXY + "]\n\"xMissTimeout\"=dword:e10\n\"xNoCache\"=dword:1\n\"xUriTiers\"=dword:1\n" + WEB);

        assertThat(text)
                .contains("[misses]\n; timeout = 3600s ; xMissTimeout\n")
                .contains("; tiers = 1 ; xUriTiers\n")
                .contains("\"xNoCache\" = 1: a file that was fetched is always kept, and disabled\n");
    }

    @Test
    void whatHasNoCounterpartIsListed() throws IOException {
        assertThat(imported(PROXY + "]\n\"NoCache\"=dword:1\n\"LogLevel\"=dword:f\n\"Foo\"=\"a\nb\"\n"
                        + "\"MissTimeout\"=\"300\"\n\"UriTiers\"=dword:7\n\"RetryAppHang\"=dword:ffffffff\n"
                        + PROXY + "\\Available Settings]\n\"MissTimeout\"=dword:1\n"
                        + "[HKEY_LOCAL_MACHINE\\SYSTEM\\EventLog\\SymProxy]\n\"TypesSupported\"=dword:7\n" + WEB))
                .endsWith("""

                        ; not used:
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy "NoCache" = 1: a file that was fetched is always kept
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy "LogLevel" = 15: the meaning of its bits is not documented
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy "Foo" = "a b": unknown
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy "MissTimeout" = "300": no value for timeout
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy "UriTiers" = 7: no value for tiers
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy "RetryAppHang" = 4294967295: no value for retryAppHang
                        ;   HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy\\Available Settings "MissTimeout" = 1: unknown
                        ;   HKEY_LOCAL_MACHINE\\SYSTEM\\EventLog\\SymProxy "TypesSupported" = 7: no setting of SymProxy
                        """);
    }

    @Test
    void storesAreNamedOnce() throws IOException {
        String text = imported("[HKLM/SOFTWARE/WOW6432Node/Microsoft/Symbol Server Proxy/Web Directories/One]\n"
                + "\"SymbolPath\"=\"\\\\\\\\Builds\\\\Symbols;\n  https://u:p@msdl.microsoft.com/download/symbols; ;\"\n"
                + PROXY + "\\Web Directories\\Two & Three]\n"
                + "\"SymbolPath\"=\"srv*\\\\\\\\builds\\\\symbols\\\\*https://msdl.microsoft.com/other\"\n"
                + PROXY + "\\Web Directories\\Off]\n\"xSymbolPath\"=\"\\\\\\\\a\\\\b\"\n");

        assertThat(text)
                .contains("[directory One]\n")
                .contains("upstream = builds-symbols, msdl.microsoft.com\n")
                .contains("[directory Two-Three]\n; was: Two & Three\n")
                .contains("upstream = builds-symbols, msdl.microsoft.com-2\n")
                .contains("[upstream builds-symbols]\nurl = \\\\Builds\\Symbols\n")
                .contains("[upstream msdl.microsoft.com]\nurl = https://u:p@msdl.microsoft.com/download/symbols\n")
                .contains("[upstream msdl.microsoft.com-2]\nurl = https://msdl.microsoft.com/other\n")
                .contains("path = Off\n; upstream = \\\\a\\b ; xSymbolPath\n")
                .containsOnlyOnce("[upstream builds-symbols]");
    }

    @Test
    void listsOfTheClientAreCarriedOver() throws IOException {
        assertThat(imported(CLIENT + "]\n\"NoFilePointerHandler\"=dword:1\n" + CLIENT
                        + "\\Exclusions]\n\"mso*.pdb\"=\"x\"\n" + CLIENT
                        + "\\Timeouts]\n\"trigger\"=dword:2\n\"count\"=dword:5\n\"blackout\"=dword:3c\n" + WEB))
                .contains("[blackout]\ncount = 5\nperiod = 2m\nduration = 60m\nmaxDuration = 60m\n")
                .contains("pointers = none\n")
                .contains("[exclusions]\nmso*.pdb\n");
    }

    @Test
    void theFileWinsOverTheRegistry() throws IOException {
        String text = imported(
                CLIENT + "\\Exclusions]\n\"a*\"=\"\"\n" + CLIENT + "\\Timeouts]\n\"count\"=dword:9\n" + PROXY
                        + "]\n\"FailureCount\"=dword:4\n" + WEB,
                "[exclusions]",
                "b*",
                "[timeouts]",
                "trigger=1",
                "count=2",
                "blackout=3");

        assertThat(text)
                .contains("[blackout]\ncount = 2\nperiod = 1m\nduration = 3m\n")
                .contains("[exclusions]\nb*\n")
                .contains(";   Exclusions \"a*\": the file symsrv.ini counts\n")
                .contains(";   Timeouts \"count\" = 9: the file symsrv.ini counts\n")
                .contains(";   blackout.count = 4: the timeouts of the client count\n");
    }

    @Test
    void aTimeoutOfZeroIsNoBlackout() throws IOException {
        assertThat(imported(WEB, "[timeouts]", "trigger=0", "count=2", "blackout=3"))
                .contains("[blackout]\ncount = 0\n\n");
    }

    @Test
    void aNameThatIsReservedIsChanged() throws IOException {
        assertThat(imported(PROXY + "\\Web Directories\\BuildID]\n"))
                .contains("[directory BuildID-2]\n; was: BuildID\n");
    }

    @Test
    void withoutDirectoriesThereAreNone() throws IOException {
        assertThat(imported(PROXY + "]\n\"MissTimeout\"=dword:5\n"))
                .isEqualTo("; made by symproxy import\n\n[misses]\ntimeout = 5s\n");
    }
}
