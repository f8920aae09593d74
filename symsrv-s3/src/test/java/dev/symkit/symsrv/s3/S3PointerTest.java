// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3PointerTest {
    private static S3Pointer pointer(String text) {
        return S3Pointer.of(new S3Location("abc", "p"), "a.pdb/1", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRelativePathStartsAtTheRootThenAtThePointer() {
        assertThat(pointer("x\\y.pdb").places())
                .containsExactly(
                        "x/y.pdb",
                        "x/y.pd_",
                        "x/msfz0/y.pdb",
                        "a.pdb/1/x/y.pdb",
                        "a.pdb/1/x/y.pd_",
                        "a.pdb/1/x/msfz0/y.pdb");
        assertThat(pointer("PATH:../2/y.pdb").places())
                .containsExactly("a.pdb/2/y.pdb", "a.pdb/2/y.pd_", "a.pdb/2/msfz0/y.pdb");
    }

    @Test
    void aPlaceInTheStoreItselfIsFollowed() {
        assertThat(pointer("S3://abc/p/x.pdb").places()).startsWith("x.pdb");
        assertThat(pointer("s3://abc/p/x/file.ptr").places()).containsExactly("x/file.ptr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\server\\share\\x.pdb",
                "C:\\x.pdb",
                "/etc/passwd",
                "https://h/x.pdb",
                "s3://other/p/x.pdb",
                "s3://abc/other/x.pdb",
                "s3://abc/p",
                "s3://abc/p/../x.pdb",
                "../../../x.pdb",
                "."
            })
    void nothingElseIs(String target) {
        assertThat(pointer(target).target()).isPresent();
        assertThat(pointer(target).places().stream().filter(place -> !place.startsWith("a.pdb")))
                .isEmpty();
    }

    @Test
    void messagesAreTold() {
        assertThat(pointer("MSG: gone").message()).contains("gone");
        assertThat(pointer("MSG: gone").target()).isEmpty();
        assertThat(pointer("MSG gone").message()).contains("gone");
        assertThat(pointer("x.pdb\r\nMSG: moved").message()).contains("moved");
        assertThat(pointer("MSG: NoLongerIndexed").isNoLongerIndexed()).isTrue();
        assertThat(pointer("x.pdb").isNoLongerIndexed()).isFalse();
        assertThat(pointer("").target()).isEmpty();
    }
}
