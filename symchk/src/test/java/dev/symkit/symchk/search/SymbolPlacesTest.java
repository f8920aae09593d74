// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symchk.TestImages;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            assertThat(texts(places)).containsExactly("srv*a;b");
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
            assertThat(places.path()).endsWith("*https://msdl.microsoft.com/download/symbols");
        }
    }
}
