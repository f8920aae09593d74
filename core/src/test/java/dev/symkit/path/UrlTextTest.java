// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Props;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "/var/sym?x | /var/sym?x",
                "https://h/s | https://h/s",
                "https://h:8443/@scope/s | https://h:8443/@scope/s",
                "https://[::1]:80/a@b | https://[::1]:80/a@b",
                "https://u:p@h/s | https://***@h/s",
                "HTTPS://u@h | HTTPS://***@h",
                "https://@h | https://***@h",
                "https://u:p@q@[::1]:80/s | https://***@[::1]:80/s",
                "https://h/s?sig=a/b?c=d#e | https://h/s?***",
                "https://h/s#f | https://h/s#***",
                "https://h?a@b | https://h?***",
                "https://u:p/w@h/s?x | https://***@h/s?***",
                "https://u:p?w@h/s?x | https://***@h/s?***",
                "https://u:/w@h/s | https://***@h/s",
                "https://u:p@h/get/http://v:q@i/s | https://***@h/get/http://***@i/s",
                "to https://u:p@h/s;a=b?x;y=z | to https://***@h/s;a=b?***",
                "https:///u:p@h/s | https://***@h/s",
                "ftp://u:p@h/s | ftp://***@h/s"
            })
    void userInfoAndQueryAreMasked(String url, String shown) {
        assertThat(UrlText.masked(url)).isEqualTo(shown);
    }

    @Test
    void everyUrlOfAPathIsMasked() {
        assertThat(UrlText.maskedPath("srv*c:\\a?*https://u:p@h/s?k=v w*http://h/s?x;cache*;https://u@h;"))
                .isEqualTo("srv*c:\\a?*https://***@h/s?***" + "*http://h/s?***;cache*;https://***@h;");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/s, https://h/s/a/b",
        "https://h/s/, https://h/s/a/b",
        "https://h, https://h/a/b",
        "https://h/s?sig=x/y, https://h/s/a/b?sig=x/y"
    })
    void aKeyGoesInFrontOfTheQuery(String url, String below) {
        assertThat(UrlText.below(url, "a/b")).isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({
        "http://, true",
        "HttpS://h, true",
        "https:/h, false",
        "ftp://h, false",
        "'', false",
        "http\u017F://h, false"
    })
    void onlyHttpIsAUrl(String text, boolean is) {
        assertThat(UrlText.is(text)).isEqualTo(is);
    }

    @Test
    void noSecretPassesWhateverStandsAroundIt() {
        List<String> pieces = List.of("https://", "a", "/", "@", ":", ":80", "[", "]", "\\", "x://");
        Props.forAll(
                5,
                50_000,
                random -> {
                    StringBuilder text = new StringBuilder();
                    for (int left = random.nextInt(8); left > 0; left--) {
                        text.append(pieces.get(random.nextInt(pieces.size())));
                    }
                    return text.toString();
                },
                text -> {
                    assertThat(UrlText.masked(text + "https://me:secret@" + text))
                            .doesNotContain("secret");
                    assertThat(UrlText.masked("https://" + text + "?secret" + text))
                            .doesNotContain("secret");
                });
    }

    @Test
    void aLongTextTakesNoLongTime() {
        String many = "x://?#".repeat(300_000);
        String plain = "x://a:b".repeat(300_000);

        assertThat(UrlText.masked(many)).isEqualTo("x://?***");
        assertThat(UrlText.masked(plain)).isEqualTo(plain);
    }
}
