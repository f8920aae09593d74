// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.Answers;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleCommandsTest {
    private static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");

    @TempDir
    Path folder;

    private Answers shell;

    @BeforeEach
    void start() {
        shell = new Answers(folder);
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    private void writeApp() throws Exception {
        byte[] image = new PeBuilder()
                .rsds(GUID, 1, "c:\\build\\app.pdb")
                .checksum(0x1234)
                .build();
        shell.write("app.exe", image);
        shell.write(
                "app.pdb",
                new PdbBuilder().guid(GUID).dbiAge(1).module("a.obj", 0, 100).build());
    }

    @Test
    void infoTellsOfTheImageAndItsPdb() throws Exception {
        writeApp();
        assertThat(shell.to("load app.exe")).isEmpty();
        assertThat(shell.to("info quit")).isEqualTo("""
                    SizeOfStruct : 0x690
                     BaseOfImage : 0x1000000
                       ImageSize : 0xc83000
                   TimeDateStamp : 0x5a0bc0c6
                        CheckSum : 0x1234
                         NumSyms : 0x0
                         SymType : SymPdb
                      ModuleName : app
                       ImageName : app.exe
                 LoadedImageName : DIR/app.exe
                   LoadedPdbName : DIR/app.pdb
                           CVSig : 0x53445352
                          CVData : c:/build/app.pdb
                          PdbSig : 0x0
                        PdbSig70 : 0x5dad4445, 0x5a83, 0x417d, 0xbd, 0xb6, 0xbe, 0x06, 0x55, 0xee, 0x65, 0x0d
                          PdbAge : 0x1
                    PdbUnmatched : false
                    DbgUnmatched : false
                     LineNumbers : true
                   GlobalSymbols : false
                        TypeInfo : false
                   SourceIndexed : false
                   PublicSymbols : false
                """);
        assertThat(shell.fields()).contains("ModuleName=app", "ImageSize=13119488", "PdbUnmatched=false");
    }

    @Test
    void modulesAreListedAndForgotten() throws Exception {
        writeApp();
        assertThat(shell.to("enummod")).isEmpty();
        assertThat(shell.to("info")).isEqualTo("error 0x6 calling SymGetModuleInfo64()\n");
        shell.to("load app.exe");
        assertThat(shell.to("enummod")).isEqualTo("0x0000000001000000 app\n");
        assertThat(shell.to("b 7ff`12340000")).isEmpty();
        assertThat(shell.to("enummod")).isEqualTo("0x000007FF12340000 app\n");
        assertThat(shell.to("load app.pdb")).isEmpty();
        assertThat(shell.to("enummod")).isEqualTo("0x000007FF12340000 app\n");
        assertThat(shell.to("u")).isEmpty();
        assertThat(shell.to("enummod")).isEmpty();
    }

    @Test
    void whatCannotBeLoadedIsToldWithItsNumber() throws Exception {
        writeApp();
        shell.write("text.dll", "no image at all".getBytes(StandardCharsets.US_ASCII));
        shell.to("load app.exe");
        assertThat(shell.to("load missing.dll")).isEqualTo("error 0x2 loading missing.dll.\n");
        assertThat(shell.session().current()).isEmpty();
        assertThat(shell.to("load text.dll")).isEqualTo("error 0xc1 loading text.dll.\n");
        assertThat(shell.to("load sub\\missing.pdb")).isEqualTo("error 0x2 loading sub/missing.pdb.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "base", "base 0", "base xyz", "epmod", "multi"})
    void missingPartsAreExplained(String line) {
        String word = line.split(" ", -1)[0];
        assertThat(shell.to(line)).matches(word + " \\S+ : .+\\n");
    }

    @Test
    void commandsForProcessesNeedOne() {
        assertThat(shell.to("mod 400000")).isEqualTo("mod only applies when attached to a process.\n");
        assertThat(shell.to("refresh")).isEqualTo("refresh only applies when attached to a process.\n");
        assertThat(shell.to("epmod no")).isEqualTo("epmod <process id> - can't open process no.\n");
        assertThat(shell.to("epmod 4000000000")).isEqualTo("epmod <process id> - can't open process 4000000000.\n");
    }

    @Test
    void loadingManyTimesIsTimed() {
        assertThat(shell.to("multi name")).matches("\\d+ ms\\n");
        assertThat(shell.to("multi missing.dll")).startsWith("error 0x2 loading missing.dll.\n");
    }
}
