// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorageProvider;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmbLocationTest {
    @ParameterizedTest
    @CsvSource({
        "\\\\server\\share, server, share, ''",
        "\\\\server\\share\\, server, share, ''",
        "\\\\build.example.com\\sym$\\a\\b, build.example.com, sym$, a/b",
        "\\\\10.0.0.7\\Symbols/store/, 10.0.0.7, Symbols, store",
        "\\\\server\\my share\\Größe, server, my share, Größe",
        "\\\\server\\\\share\\\\x, server, share, x",
    })
    void readsServerShareAndDirectory(String text, String server, String share, String directory)
            throws StoreException {
        assertThat(SmbLocation.parse(text)).isEqualTo(new SmbLocation(server, share, directory));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\\\\, does not begin with",
                "\\\\server, share is missing",
                "\\\\server\\, share is missing",
                "\\\\server:4450\\share, -Dsymsrv.smb.port=PORT",
                "\\\\server@SSL\\share, is no name of a server",
                "\\\\-x\\share, is no name of a server",
                "\\\\server\\sh:are, 'sh:are' cannot be a name on a share",
                "\\\\server\\share\\..\\x, '..' cannot be a name on a share",
                "\\\\server\\share\\a.\\x, 'a.' cannot be a name on a share",
                "\\\\?\\UNC\\server\\share, does not begin with",
                "//server/share, does not begin with",
            })
    void refusesWhatNamesNoShare(String text, String why) {
        assertThatThrownBy(() -> SmbLocation.parse(text))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE))
                .hasMessageStartingWith("'" + text + "' is no store on a share: ")
                .hasMessageContaining(why);
    }

    @Test
    void theProviderIsFoundAndDoesNotConnectBeforeItMust() throws IOException {
        assertThat(ServiceLoader.load(StoreStorageProvider.class)).hasAtLeastOneElementOfType(SmbProvider.class);
        try (StoreStorage storage =
                StoreStorages.open("\\\\nowhere.invalid\\share\\x", Path.of("/"), StorageOptions.DEFAULT)) {
            assertThat(storage.separator()).isEqualTo("\\");
            assertThat(storage.adminDirectory()).isEqualTo("000Admin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/sym", "C:\\sym", "\\sym", "s3://bucket/x", "\\\\?\\C:\\sym", "\\\\.\\pipe\\x", ""})
    void theProviderLeavesOtherStoresAlone(String store) {
        assertThat(new SmbProvider().handles(store)).isFalse();
    }

    @Test
    void namesThatNoShareCanHoldAreNeverSent() throws IOException {
        assertThat(SmbNames.path("", "")).isEmpty();
        assertThat(SmbNames.path("a/b", "")).isEqualTo("a\\b");
        assertThat(SmbNames.path("a/b", "c.pdb/1/c.pdb")).isEqualTo("a\\b\\c.pdb\\1\\c.pdb");
        for (String place : new String[] {"..", "a/../b", "./a", "/a", "a/", "a//b"}) {
            assertThatThrownBy(() -> SmbNames.path("root", place))
                    .as(place)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String name :
                new String[] {"a:b", "a\\b", "a*", "a?", "a\"", "<", ">", "|", "a.", "a ", "...", "\u0001"}) {
            assertThatThrownBy(() -> SmbNames.path("root", "x/" + name))
                    .as(name)
                    .isInstanceOf(SmbNames.NotAName.class);
        }
    }
}
