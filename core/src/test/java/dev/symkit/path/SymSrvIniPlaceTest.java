// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SymSrvIniPlaceTest {
    private static final Map<String, String> NAMED = Map.of("SYMSRV_INI", "/named.ini");

    @Test
    void optionAndVariableNameTheFile() {
        PathEnvironment machine = machine(HostSystem.OTHER, NAMED);

        assertThat(SymSrvIni.locate("x.ini", machine, file -> false)).contains("x.ini");
        assertThat(SymSrvIni.locate("", machine, file -> false)).contains("/named.ini");
        assertThat(SymSrvIni.locate(".", machine, file -> true)).contains("/named.ini");
    }

    @Test
    void placesAreAskedForInOrder() {
        assertThat(asked("", HostSystem.OTHER, Map.of()))
                .containsExactly("/u/.config/symkit/symsrv.ini", "/etc/symkit/symsrv.ini");
        assertThat(asked(".", HostSystem.OTHER, Map.of("XDG_CONFIG_HOME", "/c")))
                .containsExactly("/w/symsrv.ini", "/c/symkit/symsrv.ini", "/etc/symkit/symsrv.ini");
        assertThat(asked("", HostSystem.OTHER, Map.of("XDG_CONFIG_HOME", "c")))
                .containsExactly("/u/.config/symkit/symsrv.ini", "/etc/symkit/symsrv.ini");
        assertThat(asked("", HostSystem.MACOS, Map.of("XDG_CONFIG_HOME", "/c")))
                .containsExactly("/u/Library/Application Support/symkit/symsrv.ini", "/etc/symkit/symsrv.ini");
        assertThat(asked("", HostSystem.WINDOWS, Map.of("APPDATA", "C:\\a", "PROGRAMDATA", "C:\\p")))
                .containsExactly("C:\\a\\symkit\\symsrv.ini", "C:\\p\\symkit\\symsrv.ini");
        assertThat(asked("", HostSystem.WINDOWS, Map.of())).containsExactly("/u\\AppData\\Roaming\\symkit\\symsrv.ini");
    }

    @Test
    void theFirstThatExistsIsTaken() {
        PathEnvironment machine = machine(HostSystem.OTHER, Map.of());

        assertThat(SymSrvIni.locate(" . ", machine, file -> true)).contains("/w/symsrv.ini");
        assertThat(SymSrvIni.locate("", machine, file -> file.startsWith("/etc")))
                .contains("/etc/symkit/symsrv.ini");
        assertThat(SymSrvIni.locate(".", PathEnvironment.NONE, file -> true)).contains("./symsrv.ini");
    }

    private static List<String> asked(String option, HostSystem system, Map<String, String> variables) {
        List<String> asked = new ArrayList<>();
        assertThat(SymSrvIni.locate(option, machine(system, variables), file -> !asked.add(file)))
                .isEmpty();
        return asked;
    }

    private static PathEnvironment machine(HostSystem system, Map<String, String> variables) {
        return new PathEnvironment(system, variables, "/u", "/w");
    }
}
