// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/~s3cr3t/symbols/a.pdb/1/a.pdb",
                "/%7Es3cr3t/symbols/",
                "/%7es3cr3t",
                "//~s3cr3t/x",
                "/x/~s3cr3t",
                "/~s3cr3t?x=~s3cr3t",
                "/-/status?token=s3cr3t",
                "/-/status?s3cr3t",
                "/-/lookup?name=a&password=s3cr3t&dir=b",
                "/-/status?Dir=s3cr3t",
                "/-/status?%64ir=s3cr3t",
                "http://user:s3cr3t@host/x",
                "s3cr3t",
            })
    void aSecretIsNeverShown(String target) {
        assertThat(MaskedTarget.of(target)).doesNotContain("s3cr3t").contains("***");
    }

    @ParameterizedTest
    @CsvSource({
        "/symbols/a.pdb/1/a.pdb, /symbols/a.pdb/1/a.pdb",
        "/~tok/symbols/a~b.pdb/1/a.pdb, /~***/symbols/a~b.pdb/1/a.pdb",
        "/-/misses?top=100, /-/misses?top=100",
        "/-/lookup?dir=x&key=y&index=z, /-/lookup?dir=x&***&index=z",
        "/a%20b/%zz, /a%20b/%zz",
        "*, *",
        "'', ''",
    })
    void theRestStays(String target, String shown) {
        assertThat(MaskedTarget.of(target)).isEqualTo(shown);
    }
}
