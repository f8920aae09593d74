// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3HandleTest {
    private static final Instant TIME = Instant.parse("2024-05-01T10:20:30.123Z");
    private static final S3Handle.Upload UPLOAD =
            new S3Handle.Upload("id/with +and=", "Größe.pdb/1/Größe.pdb", List.of("0a", "0b"));

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(S3Handle.parse(UPLOAD.text())).isEqualTo(UPLOAD);
        byte[] content = "line 1\r\nline 2".getBytes(UTF_8);
        for (Optional<Instant> time : List.of(Optional.<Instant>empty(), Optional.of(TIME))) {
            for (int length = 0; length <= content.length; length++) {
                S3Handle.Text text = S3Handle.Text.of(time, content, length);
                S3Handle read = S3Handle.parse(text.text());
                assertThat(read).isEqualTo(text);
                assertThat(((S3Handle.Text) read).content())
                        .isEqualTo(new String(content, 0, length, UTF_8).getBytes(UTF_8));
            }
        }
    }

    @Test
    void theTextIsAPathWithoutBlanks() {
        assertThat(UPLOAD.text()).matches("upload/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/0a,0b");
        assertThat(S3Names.check(UPLOAD.text())).isEqualTo(UPLOAD.text());
        assertThat(S3Handle.Text.of(Optional.empty(), new byte[0], 0).text())
                .matches("text/[0-9a-f]+/-/[A-Za-z0-9_-]+");
    }

    @Test
    void textsOfOneContentAreToldApart() {
        byte[] content = {1};
        assertThat(S3Handle.Text.of(Optional.empty(), content, 1))
                .isNotEqualTo(S3Handle.Text.of(Optional.empty(), content, 1));
    }

    @Test
    void refusesATextThatIsLargerThanAnyThatIsStaged() throws IOException {
        byte[] most = new byte[S3Handle.LARGEST];
        String text = S3Handle.Text.of(Optional.empty(), most, most.length).text();
        assertThat(text.length()).isLessThan(20_000);
        assertThat(((S3Handle.Text) S3Handle.parse(text)).content()).isEqualTo(most);
        byte[] more = new byte[S3Handle.LARGEST + 1];
        String tooLarge = S3Handle.Text.of(Optional.empty(), more, more.length).text();
        assertThatThrownBy(() -> S3Handle.parse(tooLarge)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "upload",
                "upload/",
                "upload//eA/0a",
                "upload/eA//0a",
                "upload/eA/eA/",
                "upload/eA/eA/0a,",
                "upload/e?/eA/0a",
                "upload/eA/Li4/0a",
                "upload/eA/eA/0a/",
                "text/1/-",
                "text/1/x/eA",
                "text/1/-/?",
                "text/1/-/A",
                "text/1/-/",
                "text//-/eA",
                "000Admin/tmp-1/2",
            })
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> S3Handle.parse(text))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + text + "' is not staged in a bucket");
    }

    /** A cut in the tags leaves a handle of another object: the server refuses it. Any other cut is noticed here. */
    @Test
    void noticesTruncations() {
        String whole = UPLOAD.text();
        for (int length = 0; length <= whole.lastIndexOf('/') + 1; length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> S3Handle.parse(cut)).as(cut).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLongTextIsShortened() {
        assertThatThrownBy(() -> S3Handle.parse("x".repeat(5000)))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + "x".repeat(100) + "...' is not staged in a bucket");
    }
}
