// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symchk.Search;
import dev.symkit.symchk.TestImages;
import dev.symkit.symsrv.finder.PdbSymbols;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolPlacesTest {
    @TempDir
    Path temporary;

    private static LookupRequest request(String age) throws Exception {
        return LookupRequest.of(SymbolKey.of("app.pdb", "5DAD44455A83417DBDB6BE0655EE650D" + age));
    }

    private SymbolPlaces open(String path, boolean each, boolean deep) throws Exception {
        return TestImages.places(temporary, new SearchRequest(path, each, false, deep), Map.of());
    }

    private static List<String> texts(SymbolPlaces places) {
        return places.places().stream().map(SymbolPlace::text).toList();
    }

    @Test
    void aPathIsOnePlace() throws Exception {
        try (SymbolPlaces places = open("srv*a;b", false, false)) {
            assertThat(places.path()).isEqualTo("srv*a;b");
            assertThat(texts(places)).containsExactly("srv*" + temporary + "/a;" + temporary + "/b");
        }
    }

    @Test
    void everyElementIsOneWithTheCachesBeforeIt() throws Exception {
        String wd = temporary.toString();
        try (SymbolPlaces places = open("cache*c;srv*a;b", true, false)) {
            assertThat(texts(places))
                    .containsExactly("cache*" + wd + "/c;srv*" + wd + "/a", "cache*" + wd + "/c;" + wd + "/b");
        }
    }

    @Test
    void directoriesAreSearchedWithAllBelow() throws Exception {
        Path deep = TestImages.write(temporary.resolve("d/x/y/App.PDB"), TestImages.privatePdb());
        TestImages.write(temporary.resolve("d/x/app.pdb"), TestImages.publicPdb());
        try (SymbolPlaces places = open("srv*a;d;srv*b", false, true)) {
            assertThat(places.places()).hasSize(3);
            LookupResult result = places.places().get(1).find(request("1"), LookupListener.NONE);
            assertThat(result).isInstanceOf(LookupResult.Found.class);
            assertThat(((LookupResult.Found) result).path()).isIn(deep, temporary.resolve("d/x/app.pdb"));
            assertThat(places.places().get(1).find(request("2"), LookupListener.NONE))
                    .isInstanceOf(LookupResult.NotFound.class);
        }
    }

    @Test
    void withoutAPathTheVariableCountsThenThePublicStore() throws Exception {
        SearchRequest none = new SearchRequest("", false, false, false);
        try (SymbolPlaces places = TestImages.places(temporary, none, Map.of("_NT_SYMBOL_PATH", "srv*v"))) {
            assertThat(places.path()).isEqualTo("srv*v");
        }
        try (SymbolPlaces places = TestImages.places(temporary, none, Map.of("_NT_SYMBOL_PATH", " "))) {
            assertThat(places.path()).isEqualTo("SRV**https://msdl.microsoft.com/download/symbols");
        }
    }

    @Test
    void onWindowsThePublicStoreIsCachedBesideTheSystem() throws Exception {
        SearchRequest none = new SearchRequest("", false, false, false);
        Search windows = new Search(none, 1, Optional.empty(), OptionalInt.empty(), false, false);
        Map<String, String> properties =
                Map.of("os.name", "Windows 11", "user.home", temporary + "", "java.io.tmpdir", temporary + "");
        Map<String, String> environment = Map.of("SystemRoot", "C:\\Windows", "ProgramData", temporary + "");
        Search.Surroundings machine = new Search.Surroundings(environment, properties, temporary, Clock.systemUTC());
        try (SymbolPlaces places = windows.open(machine, warning -> {})) {
            assertThat(places.path()).isEqualTo("SRV*C:\\Windows\\SYMBOLS*https://msdl.microsoft.com/download/symbols");
        }
    }

    private List<String> offline(String path, boolean each) throws Exception {
        SearchRequest request = new SearchRequest(path, each, false, false);
        Search search = new Search(request, 1, Optional.empty(), OptionalInt.empty(), true, false);
        try (SymbolPlaces places = search.open(TestImages.machine(temporary, Map.of()), warning -> {})) {
            return texts(places);
        }
    }

    @Test
    void withoutNetworkHttpStoresAreAbsentButTheirCachesAreNot() throws Exception {
        String wd = temporary.toString();
        assertThat(offline("srv*http://h/s;srv*a*http://h/s;b", false))
                .containsExactly("srv*;srv*" + wd + "/a;" + wd + "/b");
        assertThat(offline("cache*c;srv*http://h/s;http://h/t;b", true))
                .containsExactly("cache*" + wd + "/c;" + wd + "/b");
        assertThat(offline("cache*c;srv*http://h/s", true)).containsExactly("cache*" + wd + "/c");
        assertThat(offline("cache*c;srv*http://h/s", false)).containsExactly("cache*" + wd + "/c");
    }

    /** The search goes on behind a file that is refused, in the middle of a path too, and it is not copied. */
    @Test
    void aFilterHoldsForEveryKindOfPlace() throws Exception {
        TestImages.write(temporary.resolve("d/x/app.pdb"), TestImages.publicPdb());
        Path wanted = TestImages.write(temporary.resolve("e/x/app.pdb"), TestImages.privatePdb());
        TestImages.write(temporary.resolve("d/app.pdb"), TestImages.publicPdb());
        TestImages.write(temporary.resolve("e/app.pdb"), TestImages.privatePdb());
        LookupRequest request = request("1")
                .withFilter(pdb -> PdbSymbols.read(pdb).stripped() ? Optional.of("is public") : Optional.empty());
        try (SymbolPlaces places = open("d;e", false, true)) {
            assertThat(places.places().get(0).find(request, LookupListener.NONE))
                    .isInstanceOf(LookupResult.NotFound.class);
            LookupResult found = places.places().get(1).find(request, LookupListener.NONE);
            assertThat(((LookupResult.Found) found).path()).isIn(wanted, temporary.resolve("e/app.pdb"));
        }
        try (SymbolPlaces places = open("cache*c;d;e", false, false)) {
            LookupResult found = places.places().get(0).find(request, LookupListener.NONE);
            assertThat(((LookupResult.Found) found).store())
                    .isEqualTo(temporary.resolve("e").toString());
        }
    }
}
