// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

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

class S3LocationTest {
    @ParameterizedTest
    @CsvSource({
        "s3://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "S3://my.bucket-1/a/b, my.bucket-1, a/b",
        "s3://bucket//a//b/, bucket, a/b",
        "s3://bucket/Größe x, bucket, Größe x",
    })
    void readsBucketAndPrefix(String text, String bucket, String prefix) throws StoreException {
        assertThat(S3Location.parse(text)).isEqualTo(new S3Location(bucket, prefix));
    }

    @ParameterizedTest
    @CsvSource({
        "bucket=symbols, symbols, ''",
        "BUCKET=symbols*prefix=/a/b/, symbols, a/b",
        "prefix=a*bucket=symbols, symbols, a",
        "*s3://symbols/a, symbols, a",
    })
    void readsParametersOfASymbolPath(String text, String bucket, String prefix) throws StoreException {
        assertThat(S3Location.parseParameters(text)).isEqualTo(new S3Location(bucket, prefix));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/srv/sym, does not begin with s3://",
                "s3://, name of a bucket is missing",
                "s3:///a, name of a bucket is missing",
                "s3://ab, 'ab' cannot be the name of a bucket",
                "s3://-abc, '-abc' cannot be the name of a bucket",
                "s3://bucket/a/../b, '..' cannot be part of a prefix",
                "s3://bucket/./b, '.' cannot be part of a prefix",
                "s3://bucket/a\\b, cannot be part of a prefix",
            })
    void refusesWhatNamesNoBucket(String text, String why) {
        assertThatThrownBy(() -> S3Location.parse(text))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE))
                .hasMessageStartingWith("'" + text + "' is no store in a bucket: ")
                .hasMessageContaining(why);
    }

    @Test
    void showsNoSecretOfWhatItRefuses() {
        assertThatThrownBy(() -> S3Location.parse("s3://user:secret@host"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be the name of a bucket")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesUnknownParameters() {
        assertThatThrownBy(() -> S3Location.parseParameters("bucket=abc*region=x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'region=x' is neither bucket=NAME nor prefix=PREFIX");
        assertThatThrownBy(() -> S3Location.parseParameters("prefix=abc"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the name of a bucket is missing");
    }

    @Test
    void makesKeys() {
        S3Location below = new S3Location("bucket", "a/b");
        assertThat(below.key("")).isEqualTo("a/b");
        assertThat(below.key("c/d")).isEqualTo("a/b/c/d");
        assertThat(below.below("")).isEqualTo("a/b/");
        assertThat(below.below("c")).isEqualTo("a/b/c/");
        assertThat(below).hasToString("s3://bucket/a/b");
        S3Location whole = new S3Location("bucket", "");
        assertThat(whole.key("c/d")).isEqualTo("c/d");
        assertThat(whole.below("")).isEmpty();
        assertThat(whole.below("c")).isEqualTo("c/");
        assertThat(whole).hasToString("s3://bucket");
    }

    @Test
    void theProviderIsFoundAndDoesNotConnectBeforeItMust() throws IOException {
        assertThat(ServiceLoader.load(StoreStorageProvider.class)).hasAtLeastOneElementOfType(S3Provider.class);
        try (StoreStorage storage = StoreStorages.open("s3://nowhere/x", Path.of("/"), StorageOptions.DEFAULT)) {
            assertThat(storage.separator()).isEqualTo("/");
            assertThat(storage.adminDirectory()).isEqualTo("000Admin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/sym", "C:\\sym", "\\\\server\\share", "s3", "s3:/bucket", ""})
    void theProviderLeavesOtherStoresAlone(String store) {
        assertThat(new S3Provider().handles(store)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", "./a", "/a", "a/", "a//b", "a/\u0001"})
    void pathsThatLeaveTheStoreAreNeverSent(String path) {
        assertThatThrownBy(() -> S3Names.check(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
