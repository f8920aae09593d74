// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.symkit.path.PathElement.Cache;
import dev.symkit.path.PathElement.Chain;
import dev.symkit.path.PathElement.Plain;
import dev.symkit.path.PathStore.Bucket;
import dev.symkit.path.PathStore.Default;
import dev.symkit.path.PathStore.Directory;
import dev.symkit.path.PathStore.Unc;
import dev.symkit.path.PathStore.Url;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymbolPathTest {
    private static final PathStore NAMED = new Default(false);
    private static final PathStore IMPLICIT = new Default(true);

    static Stream<Arguments> vectors() {
        return Stream.of(
                vector("srv*c:\\sym*https://h/s", 0, chain(dir("c:\\sym"), url("https://h/s"))),
                vector("SRV**\\\\i\\s*https://h", 0, chain(NAMED, unc("\\\\i\\s"), url("https://h"))),
                vector("symsrv*symsrv.dll*\\\\a\\b", 0, chain(unc("\\\\a\\b"))),
                vector("cache*;srv*https://h/s", 0, new Cache(NAMED), chain(IMPLICIT, url("https://h/s"))),
                vector("cache*d:\\c;\\\\x\\y", 0, new Cache(dir("d:\\c")), new Plain(unc("\\\\x\\y"))),
                vector(";; c:\\a ;", 0, new Plain(dir("c:\\a"))),
                vector("srv*c:\\a*", 0, chain(dir("c:\\a"), NAMED)),
                vector("srv*https://h/s", 0, chain(IMPLICIT, url("https://h/s"))),
                vector("srv*https://h/a*https://h/b", 1, chain(IMPLICIT, url("https://h/a"), url("https://h/b"))),
                vector("https://h/s", 1, chain(IMPLICIT, url("https://h/s"))),
                vector("symsrv*my.dll*db=7*x", 0, new PathElement.Provider("my.dll", "db=7*x")),
                vector("/srv/sym", 0, new Plain(dir("/srv/sym"))),
                vector("srv*c:\\sym*s3://b/p", 0, chain(dir("c:\\sym"), new Bucket("s3://b/p"))),
                vector("SRV*S3://b/p/q/", 0, chain(IMPLICIT, new Bucket("S3://b/p/q"))),
                vector("symsrv*symsrv.dll**s3://b//", 0, chain(NAMED, new Bucket("s3://b"))),
                vector("symsrv*s3.dll*bucket=b*prefix=p", 0, new PathElement.Provider("s3.dll", "bucket=b*prefix=p")),
                vector("cache*c:\\c;s3://b/p", 1, new Cache(dir("c:\\c")), chain(IMPLICIT, new Bucket("s3://b/p"))),
                vector("cache*s3://b/p", 1, chain(IMPLICIT, new Bucket("s3://b/p"))),
                vector("s3://b*https://h", 2, chain(IMPLICIT, new Bucket("s3://b"), url("https://h"))),
                vector("srv*s3://", 1, chain(IMPLICIT, new Bucket("s3://"))),
                vector("srv*s3:///p", 1, chain(IMPLICIT, new Bucket("s3:///p"))),
                vector("srv*s3:/b", 0, chain(dir("s3:/b"))),
                vector("srv*xs3://b", 1, chain(dir("xs3://b"))),
                vector("srv*/var/sym*https://h/s?sig=A%2FB", 0, chain(dir("/var/sym"), url("https://h/s?sig=A%2FB"))));
    }

    static Stream<Arguments> keywords() {
        return Stream.of(
                vector("", 0),
                vector(" ; ;\t;\"\"", 0),
                vector("srv", 0, new Plain(dir("srv"))),
                vector("cache;symsrv", 0, new Plain(dir("cache")), new Plain(dir("symsrv"))),
                vector("sRv * /a * /b ", 0, chain(dir("/a"), dir("/b"))),
                vector("CACHE* /a", 0, new Cache(dir("/a"))),
                vector("cache*/a*", 0, new Cache(dir("/a"))),
                vector("cache*\\\\h\\s\\", 0, new Cache(unc("\\\\h\\s"))),
                vector("SymSrv* SymSrv.DLL */a*https://h", 0, chain(dir("/a"), url("https://h"))),
                vector("symsrv*my.dll", 0, new PathElement.Provider("my.dll", "")),
                vector("symsrv*my.dll*", 0, new PathElement.Provider("my.dll", "")),
                vector("symsrv* my.dll * a=1 *", 0, new PathElement.Provider("my.dll", " a=1 *")),
                vector("srv*/a**/b", 0, chain(dir("/a"), NAMED, dir("/b"))),
                vector("srv*/a", 0, chain(dir("/a"))),
                vector("srv*/a*srv*https://h", 1, chain(dir("/a"), dir("srv"), url("https://h"))));
    }

    static Stream<Arguments> doubtful() {
        return Stream.of(
                vector("c:\\sym**", 1, chain(dir("c:\\sym"), NAMED)),
                vector("\\\\a\\b*\\\\c\\d", 1, chain(unc("\\\\a\\b"), unc("\\\\c\\d"))),
                vector("*https://h", 1, chain(NAMED, url("https://h"))),
                vector("*", 1),
                vector("***;/a", 1, new Plain(dir("/a"))),
                vector("srv**/a*", 0, chain(NAMED, dir("/a"))),
                vector("srv*https://h*", 1, chain(NAMED, url("https://h"))),
                vector("srv*/a*https://h*/b", 1, chain(dir("/a"), url("https://h"), dir("/b"))),
                vector("cache*https://h", 1, chain(IMPLICIT, url("https://h"))),
                vector("cache*/a*/b*https://h", 1, new Cache(dir("/a")), chain(dir("/b"), url("https://h"))),
                vector("ftp://h/s", 1, new Plain(dir("ftp://h/s"))),
                vector("srv*\\\\h", 1, chain(unc("\\\\h"))),
                vector("srv*https:///s", 1, chain(IMPLICIT, url("https:///s"))));
    }

    static Stream<Arguments> places() {
        return Stream.of(
                vector(
                        "/a/;c:\\a\\;/;C:\\;C:/",
                        0,
                        plain("/a"),
                        plain("c:\\a"),
                        plain("/"),
                        plain("C:\\"),
                        plain("C:/")),
                vector("srv*C:\\sym\\ * https://h/s/", 0, chain(dir("C:\\sym"), url("https://h/s"))),
                vector("srv*/c*HTTPS://H/S/?k=a/", 0, chain(dir("/c"), url("HTTPS://H/S?k=a/"))),
                vector("\"C:\\my symbols\\\"; \" srv*/a \"", 0, plain("C:\\my symbols"), chain(dir("/a"))),
                vector("\"a", 0, plain("\"a")),
                vector("\"\"a\"\"", 0, plain("\"a\"")),
                vector("..\\x;x/y;.", 0, plain("..\\x"), plain("x/y"), plain(".")),
                vector("//h/s", 0, plain("//h/s")),
                vector("\\\\?\\C:\\;\\\\?\\C:\\sym\\", 0, plain("\\\\?\\C:\\"), plain("\\\\?\\C:\\sym")),
                vector("\\\\?\\unc\\h\\s;\\\\.\\x", 0, new Plain(unc("\\\\h\\s")), plain("\\\\.\\x")),
                vector("httpx://h;http:/h", 1, plain("httpx://h"), plain("http:/h")));
    }

    @ParameterizedTest
    @MethodSource({"vectors", "keywords", "doubtful", "places"})
    void aPathIsItsElements(String text, int warnings, List<PathElement> elements) throws SymbolPathException {
        for (ParseMode mode : ParseMode.values()) {
            SymbolPath path = SymbolPath.parse(text, mode);

            assertThat(path.elements()).isEqualTo(elements);
            assertThat(path.warnings()).hasSize(warnings);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv*", "SRV*", "srv**", "srv* *", "symsrv*symsrv.dll*", "symsrv*symsrv.dll"})
    void srvAloneIsACacheAndThePublicStore(String text) throws SymbolPathException {
        SymbolPath path = SymbolPath.parse(text, ParseMode.STRICT);

        assertThat(path.elements()).containsExactly(new Cache(NAMED), chain(IMPLICIT, url(SymbolPath.PUBLIC_STORE)));
        assertThat(path.expanded()).isEqualTo("cache*;srv*https://msdl.microsoft.com/download/symbols");
        assertThat(path.expanded("/d/sym"))
                .isEqualTo("cache*/d/sym;srv*/d/sym*https://msdl.microsoft.com/download/symbols");
        assertThat(path.warnings()).isEmpty();
    }

    @Test
    void tenStoresAreAChainAndElevenAreTooMany() throws SymbolPathException {
        String ten = "/0;srv*/1*/2*/3*/4*/5*/6*/7*/8*/9*/10";

        assertThat(SymbolPath.parse(ten, ParseMode.STRICT).warnings()).isEmpty();
        assertThatThrownBy(() -> SymbolPath.parse(ten + "*/11", ParseMode.STRICT))
                .isInstanceOf(SymbolPathException.class)
                .hasMessage("too many stores in element 2 (max 10)");
        SymbolPath lenient = SymbolPath.parse(ten + "*/11*/12", ParseMode.LENIENT);
        assertThat(lenient.expanded()).isEqualTo(ten);
        assertThat(lenient.warnings()).containsExactly("too many stores in element 2 (max 10), the first 10 are used");
    }

    static Stream<Arguments> unusable() {
        String control = "element 2: control character in the name of a store";
        return Stream.of(
                arguments("/b;symsrv*;/a", "element 2: no DLL named behind symsrv*"),
                arguments("/b;symsrv**/x;/a", "element 2: no DLL named behind symsrv*"),
                arguments("/b;srv*/x\u0000*https://h;/a", control),
                arguments("/b;/x\n/y;/a", control),
                arguments("/b;cache*/x\u0085y*/z;/a", control));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeUsedIsRefusedOrLeftOut(String text, String message) throws SymbolPathException {
        assertThatThrownBy(() -> SymbolPath.parse(text, ParseMode.STRICT))
                .isInstanceOf(SymbolPathException.class)
                .hasMessage(message);
        SymbolPath lenient = SymbolPath.parse(text, ParseMode.LENIENT);
        assertThat(lenient.elements()).containsExactly(plain("/b"), plain("/a"));
        assertThat(lenient.warnings()).containsExactly(message + ", left out");
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\c;srv*c:/C/*https://h, element 1: the plain directory C:\\c is used as a cache in element 2",
        "cache*/c;/c/, element 2: the plain directory /c is used as a cache in element 1",
        "srv*;/d/sym, element 2: the plain directory /d/sym is used as a cache in element 1",
        "\\\\h\\S;srv*/a*//h/s*/b, ''",
        "\\\\h\\S;srv*/a*\\\\H/s*/b, element 1: the plain directory \\\\h\\S is used as a cache in element 2",
        "/C;cache*/c, ''",
        "/c;srv*/c, ''",
        "/c;srv*/a*/c, ''"
    })
    void aCacheIsNoPlainDirectory(String text, String warning) throws SymbolPathException {
        ParseOptions options = ParseOptions.of(ParseMode.STRICT).withDefaultStore("/d/sym");

        List<String> warnings = SymbolPath.parse(text, options).warnings();

        if (warning.isEmpty()) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).containsExactly(warning + ", a search by name misses what a cache holds");
        }
    }

    @Test
    void noSecretOfAUrlIsShown() throws SymbolPathException {
        String secret = "https://user:pass@h/s/?sig=token";
        String text = secret + ";srv*" + secret + "*/a;cache*" + secret + ";/c*" + secret + ";cache*/d*/e*" + secret
                + ";ftp://user:pass@h/?token;srv*https:///user:pass@h?token";

        SymbolPath path = SymbolPath.parse(text, ParseMode.STRICT);

        assertThat(path.warnings()).hasSize(7);
        assertThat(path.warnings() + path.toString())
                .contains("https://***@h/s?***")
                .doesNotContain("user", "pass", "token");
        assertThat(path.elements().get(0).toString()).doesNotContain("user", "pass", "token");
        assertThat(path.expanded()).contains("srv*https://user:pass@h/s?sig=token");
    }

    @Test
    void relativeDirectoriesStartAtTheWorkingDirectory() throws SymbolPathException {
        ParseOptions unix = on(new PathEnvironment(HostSystem.OTHER, Map.of(), "/h", "/w/"));
        ParseOptions windows = on(new PathEnvironment(HostSystem.WINDOWS, Map.of(), "C:\\h", "C:\\w"));

        assertThat(SymbolPath.parse(".;a/;srv*b*/c;cache*../d;C:\\x;\\\\h\\s;~/x", unix)
                        .expanded())
                .isEqualTo("/w;/w/a;srv*/w/b*/c;cache*/w/../d;C:\\x;\\\\h\\s;/w/~/x");
        assertThat(SymbolPath.parse(".;a;srv*b\\c*\\d;E:x", windows).expanded())
                .isEqualTo("C:\\w;C:\\w\\a;srv*C:\\w\\b\\c*\\d;E:x");
    }

    @Test
    void twoSlashesAreAServerOnWindowsOnly() throws SymbolPathException {
        ParseOptions windows = on(new PathEnvironment(HostSystem.WINDOWS, Map.of(), "", ""));

        assertThat(SymbolPath.parse("//h/s/", windows).elements()).containsExactly(new Plain(unc("//h/s")));
        assertThat(SymbolPath.parse("//?/UNC/h/s;//?/C:/", windows).elements())
                .containsExactly(new Plain(unc("\\\\h/s")), plain("//?/C:/"));
    }

    @Test
    void aChainHasAStore() {
        assertThatThrownBy(() -> new Chain(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static ParseOptions on(PathEnvironment environment) {
        return ParseOptions.of(ParseMode.STRICT).on(environment);
    }

    private static Arguments vector(String text, int warnings, PathElement... elements) {
        return arguments(text, warnings, List.of(elements));
    }

    private static PathElement chain(PathStore... stores) {
        return new Chain(List.of(stores));
    }

    private static PathElement plain(String path) {
        return new Plain(dir(path));
    }

    private static PathStore dir(String path) {
        return new Directory(path);
    }

    private static PathStore unc(String path) {
        return new Unc(path);
    }

    private static PathStore url(String url) {
        return new Url(url);
    }
}
