// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefaultStoreTest {
    private static final Map<String, String> WINDOWS =
            Map.of("PROGRAMDATA", "C:\\ProgramData\\", "LOCALAPPDATA", "C:\\Users\\me\\AppData\\Local");

    @Test
    void theHomeThatIsGivenCounts() {
        Map<String, String> variables = Map.of("DBGHELP_HOMEDIR", "/dbg", "XDG_CACHE_HOME", "/x");

        assertThat(path("/h/", HostSystem.OTHER, variables)).isEqualTo("/h/sym");
        assertThat(path("D:\\h", HostSystem.WINDOWS, variables)).isEqualTo("D:\\h\\sym");
        assertThat(path("", HostSystem.OTHER, variables)).isEqualTo("/dbg/sym");
        assertThat(path(" ", HostSystem.MACOS, variables)).isEqualTo("/dbg/sym");
        assertThat(path("", HostSystem.WINDOWS, Map.of("dbghelp_homedir", "E:\\")))
                .isEqualTo("E:\\sym");
    }

    @Test
    void elsewhereItIsInTheCacheOfTheUser() {
        assertThat(path("", HostSystem.OTHER, Map.of("XDG_CACHE_HOME", "/x"))).isEqualTo("/x/dbg/sym");
        assertThat(path("", HostSystem.OTHER, Map.of("XDG_CACHE_HOME", "x"))).isEqualTo("/u/me/.cache/dbg/sym");
        assertThat(path("", HostSystem.OTHER, Map.of("DBGHELP_HOMEDIR", ""))).isEqualTo("/u/me/.cache/dbg/sym");
        assertThat(path("", HostSystem.MACOS, Map.of("XDG_CACHE_HOME", "/x")))
                .isEqualTo("/u/me/Library/Caches/dbg/sym");
    }

    @Test
    void onWindowsItIsSharedIfItCanBe() {
        PathEnvironment machine = new PathEnvironment(HostSystem.WINDOWS, WINDOWS, "C:\\Users\\me", "");
        List<String> asked = new ArrayList<>();

        assertThat(DefaultStore.path("", machine, asked::add)).isEqualTo("C:\\ProgramData\\Dbg\\sym");
        assertThat(asked).containsExactly("C:\\ProgramData\\Dbg\\sym");
        assertThat(DefaultStore.path("", machine, directory -> false))
                .isEqualTo("C:\\Users\\me\\AppData\\Local\\Dbg\\sym");
        PathEnvironment bare = new PathEnvironment(HostSystem.WINDOWS, Map.of(), "C:\\Users\\me", "");
        assertThat(DefaultStore.path("", bare, directory -> true)).isEqualTo("C:\\Users\\me\\AppData\\Local\\Dbg\\sym");
    }

    @ParameterizedTest
    @CsvSource({
        "Windows 11, WINDOWS",
        "WINDOWS SERVER 2022, WINDOWS",
        "Mac OS X, MACOS",
        "Darwin, MACOS",
        "Linux, OTHER",
        "FreeBSD, OTHER",
        "'', OTHER"
    })
    void systemsAreKnownByName(String name, HostSystem system) {
        assertThat(HostSystem.of(name)).isEqualTo(system);
    }

    private static String path(String home, HostSystem system, Map<String, String> variables) {
        return DefaultStore.path(home, new PathEnvironment(system, variables, "/u/me", ""), directory -> true);
    }
}
