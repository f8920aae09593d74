// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
    @ParameterizedTest
    @CsvSource({
        "bucket=abc,s3://abc",
        "bucket=abc*prefix=p/q/,s3://abc/p/q",
        "PREFIX=/p*BUCKET=abc,s3://abc/p",
        "bucket=abc*prefix=,s3://abc",
        "s3://abc/p,s3://abc/p",
        "S3://abc//p//,s3://abc/p",
        "bucket=abc**,s3://abc"
    })
    void readsParameters(String text, String place) throws StoreException {
        assertThat(S3Location.parseParameters(text)).hasToString(place).isEqualTo(S3Location.parse(place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "prefix=x", "bucket=", "bucket=a", "bucket=a b", "x=1", "bucket=abc*prefix=..", "s3://"
            })
    void refusesOthers(String text) {
        assertThatThrownBy(() -> S3Location.parseParameters(text))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("'")
                .hasMessageContaining("' is no store in a bucket: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://id:s3cret@bucket/p",
                "s3://s3cret@bucket",
                "bucket=id:s3cret@b",
                "id:s3cret@b",
                "prefix=a*id:s3cret@b"
            })
    void showsNoAccount(String text) {
        assertThatThrownBy(() -> S3Location.parseParameters(text)).message().doesNotContain("s3cret");
    }

    @Test
    void givesKeys() throws StoreException {
        assertThat(S3Location.parse("s3://abc").key("a/b")).isEqualTo("a/b");
        assertThat(S3Location.parse("s3://abc").below("")).isEmpty();
        assertThat(S3Location.parse("s3://abc/p").key("a/b")).isEqualTo("p/a/b");
        assertThat(S3Location.parse("s3://abc/p").below("a")).isEqualTo("p/a/");
    }
}
