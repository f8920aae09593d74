// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetParserTest {
    private static final String INDEX = "C9A61DDDD7E44353A668E39AC614A7EA1";
    private static final TargetParser PARSER = new TargetParser(TargetRules.of(List.of("", "Symbols"), false, false));
    private static final TargetParser WINDOWS = new TargetParser(TargetRules.of(List.of("", "symbols"), false, true));

    private static Target parse(String target) {
        return PARSER.parse(target).target();
    }

    private static Target file(String directory, String name, Leaf leaf) {
        return new Target.File(directory, new SymbolKey(name, INDEX), leaf);
    }

    @ParameterizedTest
    @CsvSource({
        "a.pdb, FILE",
        "A.PDB, FILE",
        "a.pd_, COMPRESSED",
        "a.PD_, COMPRESSED",
        "file.ptr, POINTER",
        "File.Ptr, POINTER",
        "a.sym, BREAKPAD_OF_STEM",
        "a.pdb.sym, BREAKPAD",
        "a.src.zip, SOURCES"
    })
    void theLeavesOfAKey(String leaf, Leaf kind) {
        assertThat(parse("/symbols/a.pdb/" + INDEX + "/" + leaf)).isEqualTo(file("Symbols", "a.pdb", kind));
        assertThat(parse("/SYMBOLS/a./a.pdb/" + INDEX + "/" + leaf)).isEqualTo(new Target.Unknown());
        assertThat(parse("/SYMBOLS/a/a.pdb/" + INDEX + "/" + leaf)).isEqualTo(file("Symbols", "a.pdb", kind));
        assertThat(parse("/a.pdb/" + INDEX + "/" + leaf)).isEqualTo(file("", "a.pdb", kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/symbols/a.pdb/X/b.pdb",
                "/symbols/a.pdb/X/refs.ptr",
                "/symbols/a.pdb/X Y/a.pdb",
                "/symbols/a.pdb/X%20Y/a.pdb",
                "/symbols/a.pdb/X/a.pdb/",
                "/symbols/000Admin/X/000Admin",
                "/symbols/000Admin/server.txt",
                "/symbols/.symproxy/X/.symproxy",
                "/symbols/a%3Ab/X/a%3Ab",
                "/symbols/a%3Fb/X/a%3Fb",
                "/symbols/a%0Ab/X/a%0Ab",
                "/nowhere/pingme.txt",
                "/symbols/zz/a.pdb/X/a.pdb"
            })
    void whatNoStoreHas(String target) {
        assertThat(parse(target))
                .isIn(
                        new Target.Unknown(),
                        new Target.Malformed("character that is not allowed in a path"),
                        new Target.Malformed("too many segments"));
        assertThat(parse(target)).isNotInstanceOf(Target.File.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "symbols|target is no path",
                "http://host/x|target is no path",
                "//symbols/a|empty segment",
                "/symbols//a|empty segment",
                "/symbols/../a|dot segment",
                "/symbols/%2e%2E/a|dot segment",
                "/symbols/./a|dot segment",
                "/symbols/a%2Fb/X/y|slash, backslash or NUL in a segment",
                "/symbols/a%5cb/X/y|slash, backslash or NUL in a segment",
                "/symbols/a\\b/X/y|slash, backslash or NUL in a segment",
                "/symbols/a%00/X/y|slash, backslash or NUL in a segment",
                "/symbols/a%/X/y|damaged percent-encoding",
                "/symbols/a%4|damaged percent-encoding",
                "/symbols/a%g0/X|damaged percent-encoding",
                "/symbols/%ff/X/y|not UTF-8",
                "/symbols/%c0%ae%c0%ae/X/y|not UTF-8",
                "/symbols/a b/X/y|character that is not allowed in a path",
                "/symbols/\u00E4/X/y|character that is not allowed in a path",
                "/symbols/a/b/c/d/e|too many segments",
                "/a/b/c/d/e|too many segments",
                "/1/2/3/4/5/6/7|too many segments"
            })
    void whatNoClientInGoodOrderAsksFor(String target, String reason) {
        assertThat(parse(target)).isEqualTo(new Target.Malformed(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "/symbols/a.pdb/, a.pdb",
        "/Symbols/A.pdb/X/, A.pdb X",
        "/symbols/a/, a",
        "/symbols/a/a.pdb/, a a.pdb",
        "/symbols/a/a.pdb/X/?after=b, a a.pdb X"
    })
    void aSlashAtTheEndMeansAListingWhereThereIsOne(String target, String place) {
        TargetParser listing = new TargetParser(
                TargetRules.of(List.of("", "Symbols"), false, false).listing(List.of("Symbols")));
        assertThat(listing.parse(target).target())
                .isEqualTo(new Target.Listing("Symbols", new StorePlace(List.of(place.split(" ")))));
        assertThat(parse(target)).isEqualTo(new Target.Unknown());
        assertThat(listing.parse(target.substring("/symbols".length())).target())
                .isEqualTo(new Target.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/symbols/000Admin/",
                "/symbols/000admin/server.txt/",
                "/symbols/.symproxy/",
                "/symbols/.symproxy/tmp/",
                "/symbols/~1.tmp/",
                "/symbols/a.pdb/X%20Y/",
                "/symbols/a.pdb/.git/",
                "/symbols/a.pdb/X/a.pdb/",
                "/symbols/b/a.pdb/X/",
                "/symbols/a%3Ab/",
                "/symbols/a.pdb//",
                "/symbols/../",
                "/symbols/%2e%2e/",
                "/symbols/a%5cb/",
                "/symbols/a%2fb/",
                "/symbols/a.pdb"
            })
    void whatCannotBeLookedAt(String target) {
        TargetParser listing = new TargetParser(
                TargetRules.of(List.of("symbols"), false, false).listing(List.of("symbols")));
        assertThat(listing.parse(target).target()).isInstanceOfAny(Target.Unknown.class, Target.Malformed.class);
    }

    @Test
    void aTargetHasALimit() {
        String name = "a".repeat(255);
        String full = "/" + name + "/" + INDEX + "/" + name + "?" + "q".repeat(2048 - 2 * 256 - INDEX.length() - 2);
        assertThat(full).hasSize(2048);
        assertThat(parse(full)).isEqualTo(file("", name, Leaf.FILE));
        assertThat(parse(full + "q")).isEqualTo(new Target.Malformed("target too long"));
    }

    @Test
    void percentSignsAreTakenAwayOnce() {
        assertThat(parse("/%61%2Epdb/" + INDEX + "/a.pdb")).isEqualTo(file("", "a.pdb", Leaf.FILE));
        assertThat(parse("/a+b.pdb/" + INDEX + "/a%2Bb.pdb")).isEqualTo(file("", "a+b.pdb", Leaf.FILE));
        assertThat(parse("/%C3%A4.pdb/" + INDEX + "/%c3%a4.pdb")).isEqualTo(file("", "\u00E4.pdb", Leaf.FILE));
        assertThat(parse("/%252e%252e/" + INDEX + "/%252e%252e")).isEqualTo(file("", "%2e%2e", Leaf.FILE));
    }

    @Test
    void whatAServerHasBesides() {
        assertThat(parse("/")).isEqualTo(new Target.Top(""));
        assertThat(parse("/symbols")).isEqualTo(new Target.Top("Symbols"));
        assertThat(parse("/symbols/")).isEqualTo(new Target.Top("Symbols"));
        assertThat(parse("/symbols/index2.txt")).isEqualTo(new Target.TierMarker("Symbols"));
        assertThat(parse("/PingMe.txt")).isEqualTo(new Target.Pingme(""));
        assertThat(parse("/robots.txt")).isEqualTo(new Target.Robots());
        assertThat(parse("/favicon.ico")).isEqualTo(new Target.Never());
        assertThat(parse("/buildid/ABCDEF/debuginfo")).isEqualTo(new Target.BuildId("abcdef", false));
        assertThat(parse("/buildid/abcdef/executable")).isEqualTo(new Target.BuildId("abcdef", true));
        assertThat(parse("/-/misses/clear")).isEqualTo(new Target.Service("misses/clear"));
        assertThat(PARSER.parse("/-/lookup?dir=&name=a").query()).isEqualTo("dir=&name=a");
    }

    @Test
    void whatIsWrittenTo() {
        assertThat(parse("/symbols/upload/")).isEqualTo(new Target.Call("Symbols", "upload", List.of()));
        assertThat(parse("/upload")).isEqualTo(new Target.Call("", "upload", List.of()));
        assertThat(parse("/symbols/transactions/0000000001"))
                .isEqualTo(new Target.Call("Symbols", "transactions", List.of("0000000001")));
        assertThat(parse("/symbols/transactions/u-u/commit"))
                .isEqualTo(new Target.Call("Symbols", "transactions", List.of("u-u", "commit")));
        assertThat(parse("/upload/" + INDEX + "/upload")).isEqualTo(file("", "upload", Leaf.FILE));
    }

    @Test
    void aFileInTheRootMayBeNamedLikeADirectory() {
        assertThat(parse("/symbols/" + INDEX + "/symbols")).isEqualTo(file("", "symbols", Leaf.FILE));
        TargetParser noRoot = new TargetParser(TargetRules.of(List.of("symbols"), false, false));
        assertThat(noRoot.parse("/symbols/" + INDEX + "/symbols").target()).isEqualTo(new Target.Unknown());
        assertThat(noRoot.parse("/").target()).isEqualTo(new Target.Unknown());
    }

    @Test
    void aTokenMayStandInFront() {
        TargetParser parser = new TargetParser(TargetRules.of(List.of("symbols"), true, false));
        RequestTarget target = parser.parse("/~abc234/symbols/a.pdb/" + INDEX + "/a.pdb");
        assertThat(target.token()).contains("abc234");
        assertThat(target.target()).isEqualTo(file("symbols", "a.pdb", Leaf.FILE));
        assertThat(target.toString()).doesNotContain("abc234");
        assertThat(PARSER.parse("/~abc234/symbols/pingme.txt").token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"con", "CON.pdb", "nul", "com1.dll", "lpt9", "a.", "a%20", "c%3A", "a.pdb%3Astream", "CONIN$"})
    void whatWindowsTreatsSpecially(String name) {
        assertThat(WINDOWS.parse("/symbols/" + name + "/" + INDEX + "/" + name).target())
                .isEqualTo(new Target.Malformed("name that Windows treats specially"));
        assertThat(WINDOWS.parse("/symbols/console.pdb/" + INDEX + "/console.pdb")
                        .target())
                .isEqualTo(file("symbols", "console.pdb", Leaf.FILE));
    }

    /** Whatever is sent: a file that is named is directly below a key's directory below the root. */
    @Test
    void nothingLeavesTheRoot() {
        Random random = new Random(42);
        String[] pieces = {
            "/",
            "..",
            ".",
            "%2e",
            "%5c",
            "\\",
            "%2f",
            "%00",
            "%c0%af",
            "%252e",
            "c:",
            "a.pdb",
            INDEX,
            "symbols",
            "%",
            "//",
            ":s",
            "~",
            "?",
            "con",
            "\u00E4",
            "%e2%80%ae",
            "*",
            "file.ptr",
            "a.pd_",
            "/a.pdb/" + INDEX + "/a.pdb"
        };
        Path root = Path.of("/srv/symbols");
        int files = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder target = new StringBuilder("/");
            for (int n = random.nextInt(6); n >= 0; n--) {
                target.append(pieces[random.nextInt(pieces.length)]);
                if (random.nextBoolean()) {
                    target.append('/');
                }
            }
            String name = pieces[random.nextInt(pieces.length)] + pieces[random.nextInt(pieces.length)];
            String sent = random.nextBoolean() ? target.toString() : "/" + name + "/" + INDEX + "/" + name;
            if (parse(sent) instanceof Target.File file) {
                Optional<String> leaf = file.leaf().of(file.key().name());
                Path path = root.resolve(file.key().name())
                        .resolve(file.key().index())
                        .resolve(leaf.orElseThrow());
                assertThat(path.normalize()).isEqualTo(path);
                assertThat(path.getNameCount()).isEqualTo(root.getNameCount() + 3);
                files++;
            }
        }
        assertThat(files).isGreaterThan(1000);
    }
}
