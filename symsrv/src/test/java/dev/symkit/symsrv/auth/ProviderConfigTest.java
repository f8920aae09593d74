// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The XML files that name credential providers (symsrv.md 10.3). */
class ProviderConfigTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private List<Path> programs() {
        return new ProviderConfig(warnings::add).programs(folder.resolve(ProviderConfig.FILE_NAME));
    }

    private void folders(String... names) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><Settings><Folders><!-- c -->");
        for (String name : names) {
            xml.append("<Folder>").append(name).append("</Folder>");
        }
        Files.writeString(folder.resolve(ProviderConfig.FILE_NAME), xml + "</Folders></Settings>");
    }

    private void providers(String file, String... names) throws IOException {
        StringBuilder xml = new StringBuilder("<CredentialProviders>");
        for (String name : names) {
            xml.append("<CredentialProvider ApiVersion=\"2.0.0\">").append(name).append("</CredentialProvider>");
        }
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), xml + "</CredentialProviders>");
    }

    @Test
    void findsTheProgramsInOrder() throws IOException {
        folders("two", "one\\deep", "missing");
        providers("one/deep/x.xml", "p.cmd");
        providers("two/b.XML", "B\\b.bat", "lib.DLL");
        providers("two/a.xml", "/abs/a");
        providers("two/no.txt", "never");
        assertThat(programs())
                .containsExactly(
                        Path.of("/abs/a").toAbsolutePath(),
                        folder.resolve("two/B/b.bat"),
                        folder.resolve("one/deep/p.cmd"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutAFileThereAreNone() {
        assertThat(programs()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aFileThatIsNoXmlIsNamed() throws IOException {
        Files.writeString(folder.resolve(ProviderConfig.FILE_NAME), "<Settings><Folders>");
        assertThat(programs()).isEmpty();
        assertThat(warnings)
                .containsExactly(folder.resolve(ProviderConfig.FILE_NAME) + ": not a list of credential providers");
    }

    @Test
    void entitiesAreNotResolved() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "stolen");
        Files.writeString(
                folder.resolve(ProviderConfig.FILE_NAME),
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><Settings><Folders><Folder>&e;</Folder>"
                        + "</Folders></Settings>");
        providers("stolen/a.xml", "p");
        assertThat(programs()).isEmpty();
    }

    @Test
    void theFileIsFoundWhereTheDebuggersLook() throws IOException {
        Path common = Files.createDirectories(folder.resolve("local/Dbg/Common"));
        Path second = Files.writeString(common.resolve(ProviderConfig.FILE_NAME), "<Settings/>");
        Map<String, String> environment = Map.of(
                "DBG_COMMON_FOLDER",
                folder.toString(),
                "LOCALAPPDATA",
                folder.resolve("local").toString());
        assertThat(ProviderConfig.find(environment)).hasValue(second);
        folders("x");
        assertThat(ProviderConfig.find(environment)).hasValue(folder.resolve(ProviderConfig.FILE_NAME));
        assertThat(ProviderConfig.find(Map.of("LOCALAPPDATA", "\0"))).isEmpty();
        assertThat(ProviderConfig.find(Map.of())).isEmpty();
    }
}
