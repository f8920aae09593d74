// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.symsrv.FakeServer;
import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.cache.CacheWriter;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedTest {
    private static final int PLACES = 3;
    private static final String URL = "https://h/s";

    @TempDir
    Path root;

    /** Its first places break when something is written there. */
    private class Broken implements Visitor {
        private final FolderWriter writer =
                new FolderWriter(new CacheWriter(CacheOptions.DEFAULT, Clock.systemUTC()), root);
        private final List<String> refused = new ArrayList<>();
        private final int broken;
        private int begun;

        Broken(int broken) {
            this.broken = broken;
        }

        @Override
        public boolean done() {
            return false;
        }

        @Override
        public Optional<Absence> file(Content content, boolean compressed) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Optional<Absence> pointer(FilePointer pointer, SearchStore from, String directory) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public void located(String location) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Landing land() throws IOException {
            Landing landing = writer.beginTemporary("place" + begun);
            if (begun++ < broken) {
                landing.file().channel().close();
            }
            return landing;
        }

        @Override
        public boolean cannotLand(Landing landing, IOException failure) {
            refused.add(landing.name());
            return refused.size() < PLACES;
        }
    }

    @Test
    void endsIfNoPlaceCanBeWrittenTo() {
        FakeServer server = new FakeServer().file(URL + "/a.pdb/K/a.pdb", new byte[5000]);
        HttpStore store = new HttpStore(URL, StoreSettings.DEFAULT, server);
        Broken broken = new Broken(Integer.MAX_VALUE);
        LookupRequest request = LookupRequest.of(new SymbolKey("a.pdb", "K"));
        Lookup lookup = new Lookup(request, LookupOptions.DEFAULT, LookupListener.NONE, Clock.systemUTC());
        assertThatThrownBy(() -> store.probe(lookup, broken)).isInstanceOf(IOException.class);
        assertThat(broken.refused).hasSize(PLACES);
        assertThat(root)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("~"));
    }

    @Test
    void goesToTheNextPlaceIfOneCannotBeWrittenTo() throws IOException {
        byte[] body = new byte[5000];
        body[4999] = 7;
        FakeServer server = new FakeServer().file(URL + "/a.pdb/K/a.pdb", body);
        HttpStore store = new HttpStore(URL, StoreSettings.DEFAULT, server);
        List<Content> taken = new ArrayList<>();
        Broken broken = new Broken(2) {
            @Override
            public Optional<Absence> file(Content content, boolean compressed) {
                taken.add(content);
                return Optional.empty();
            }

            @Override
            public boolean done() {
                return !taken.isEmpty();
            }
        };
        LookupRequest request = LookupRequest.of(new SymbolKey("a.pdb", "K"));
        store.probe(new Lookup(request, LookupOptions.DEFAULT, LookupListener.NONE, Clock.systemUTC()), broken);
        assertThat(broken.refused).containsExactly("place0", "place1");
        try (Content content = taken.get(0)) {
            Path path = content.landing()
                    .orElseThrow()
                    .publish("place2", false, Optional.empty())
                    .orElseThrow();
            assertThat(path).hasBinaryContent(body);
        }
        assertThat(root)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("~"));
    }
}
