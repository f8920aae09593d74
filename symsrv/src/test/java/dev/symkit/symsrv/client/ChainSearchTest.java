// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainSearchTest {
    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
    }

    private Path found(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) result).path();
    }

    private static LookupResult.NotFound missing(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    @Test
    void opensTheFileOfTheOnlyStoreInPlace() {
        Path file = scene.put(place("one", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*one"))).isEqualTo(file);
        assertThat(scene.files()).containsExactly(place("one", "a.pdb"));
    }

    @Test
    void copiesAPlainFileIntoEveryStoreOnTheLeft() {
        scene.put(place("c", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*a*b*c"))).isEqualTo(scene.at(place("a", "a.pdb")));
        assertThat(scene.files())
                .containsExactly(
                        place("a", "a.pdb"), "a/pingme.txt", place("b", "a.pdb"), "b/pingme.txt", place("c", "a.pdb"));
        assertThat(scene.at(place("b", "a.pdb"))).hasBinaryContent(pdb());
    }

    @Test
    void leavesACompressedFileCompressedInTheMiddleAndUnpacksItAtTheBottom() {
        scene.put(place("c", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*a*b*c"))).hasBinaryContent(pdb()).isEqualTo(scene.at(place("a", "a.pdb")));
        assertThat(scene.at(place("b", "a.pd_"))).hasBinaryContent(cab("a.pdb", pdb()));
        assertThat(scene.files()).doesNotContain(place("b", "a.pdb"), place("a", "a.pd_"));
    }

    @Test
    void unpacksACompressedFileOfASingleStoreIntoTheDefaultStore() {
        scene.put(place("one", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*one"))).isEqualTo(scene.at(place("default", "a.pdb")));
        assertThat(scene.files()).contains(place("one", "a.pd_")).doesNotContain(place("one", "a.pdb"));
    }

    @Test
    void unpacksACompressedFileOfTheBottomStoreBesideIt() {
        scene.put(place("a", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*a*b"))).isEqualTo(scene.at(place("a", "a.pdb")));
        assertThat(scene.files()).contains(place("a", "a.pd_"), place("a", "a.pdb"));
    }

    @Test
    void leavesTheFileCompressedIfAsked() {
        scene.put(place("b", "a.pd_"), cab("a.pdb", pdb()));
        scene.options(options -> options.dontUncompress(true));
        assertThat(found(scene.find("srv*a*b"))).isEqualTo(scene.at(place("a", "a.pd_")));
    }

    @Test
    void givesATemporaryFileIfNoStoreTakesIt() throws IOException {
        scene.put("a", "a file is in the way");
        scene.put("default", "here too");
        scene.put(place("b", "a.pd_"), cab("a.pdb", pdb()));
        LookupResult.Found result = (LookupResult.Found) scene.find("srv*a*b");
        assertThat(result.temporary()).isTrue();
        assertThat(result.path()).hasBinaryContent(pdb()).hasParent(scene.at("tmp"));
        assertThat(result.path().getFileName().toString()).endsWith(".pdb");
    }

    @Test
    void opensThePlainFileWhereItIsIfNoStoreTakesIt() {
        scene.put("a", "a file is in the way");
        Path file = scene.put(place("b", "a.pdb"), pdb());
        LookupResult.Found result = (LookupResult.Found) scene.find("srv*a*b");
        assertThat(result.temporary()).isFalse();
        assertThat(result.path()).isEqualTo(file);
    }

    @Test
    void copiesNothingIfAsked() {
        Path file = scene.put(place("b", "a.pd_"), cab("a.pdb", pdb()));
        scene.options(options -> options.noCopy(true));
        assertThat(found(scene.find("srv*a*b"))).isEqualTo(file);
        assertThat(scene.files()).containsExactly(place("b", "a.pd_"));
    }

    @Test
    void goesToTheLastStoreAndReplacesCopiesIfAsked() {
        scene.put(place("a", "a.pdb"), "Microsoft C/C++ MSF 7.00\r\n\u001ADS\0\0\0 but older");
        scene.put(place("b", "a.pdb"), "also older");
        scene.put(place("c", "a.pdb"), pdb());
        scene.options(options -> options.overwrite(true));
        assertThat(found(scene.find("srv*a*b*c"))).hasBinaryContent(pdb());
        assertThat(scene.at(place("b", "a.pdb"))).hasBinaryContent(pdb());
    }

    @Test
    void usesNoDownstreamStoreInSecureMode() {
        Path file = scene.put(place("b", "a.pdb"), pdb());
        scene.put(place("a", "a.pdb"), pdb());
        scene.options(options -> options.secure(true));
        assertThat(found(scene.find("cache*a;srv*a*b"))).isEqualTo(file);
        LookupResult.NotFound refused = missing(scene.find("srv*a*https://h/s"));
        assertThat(refused.status()).isEqualTo(Status.DENIED);
        assertThat(scene.server().log()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, a.pdb", "true, a.pd_"})
    void takesTheFormThatIsFavoured(boolean compressed, String leaf) {
        scene.put(place("one", "a.pdb"), pdb());
        scene.put(place("one", "a.pd_"), cab("a.pdb", pdb()));
        scene.options(options -> options.favorCompressed(compressed).dontUncompress(true));
        assertThat(found(scene.find("srv*one"))).isEqualTo(scene.at(place("one", leaf)));
    }

    @ParameterizedTest
    @CsvSource({"0x10, a.pdb", "0x20, a.pd_", "0xF0, a.pdb"})
    void triesOnlyWhatTheFilterAllows(int filter, String leaf) {
        scene.put(place("one", "a.pdb"), pdb());
        scene.put(place("one", "a.pd_"), cab("a.pdb", pdb()));
        scene.options(options -> options.uriFilter(filter).dontUncompress(true));
        assertThat(found(scene.find("srv*one"))).isEqualTo(scene.at(place("one", leaf)));
    }

    @Test
    void findsNothingIfTheFilterAllowsNothing() {
        scene.put(place("one", "a.pdb"), pdb());
        scene.options(options -> options.uriFilter(0x0F));
        assertThat(missing(scene.find("srv*one")).status()).isEqualTo(Status.MISS);
    }

    @Test
    void takesAnEmptyFileOrADirectoryForAbsentAndReplacesTheFile() throws IOException {
        scene.put(place("a", "a.pdb"), "");
        Files.createDirectories(scene.at(place("b", "a.pdb")));
        scene.put(place("c", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*a*b*c")))
                .isEqualTo(scene.at(place("a", "a.pdb")))
                .hasBinaryContent(pdb());
        assertThat(scene.trace())
                .anyMatch(line -> line.endsWith(" is empty"))
                .anyMatch(line -> line.endsWith(" is no file"));
    }

    @Test
    void replacesAWrongFileInACacheIfIdentitiesAreChecked() {
        scene.put(place("a", "a.pdb"), pdb(new java.util.UUID(1, 2)));
        scene.put(place("b", "a.pdb"), pdb());
        scene.options(options -> options.verify(dev.symkit.symsrv.settings.LookupOptions.Verify.IDENTITY));
        assertThat(found(scene.find("srv*a*b")))
                .isEqualTo(scene.at(place("a", "a.pdb")))
                .hasBinaryContent(pdb());
    }

    @Test
    void doesNotCopyAFileOfAnotherIdentity() {
        scene.put(place("b", "a.pdb"), pdb(new java.util.UUID(1, 2)));
        LookupResult.NotFound result = missing(scene.find("srv*a*b"));
        assertThat(result.status()).isEqualTo(Status.BAD_FILE);
        assertThat(result.code()).isEqualTo(ResultCode.INVALID_DATA);
        assertThat(scene.files()).containsExactly(place("b", "a.pdb"));
    }

    /** The debugger helpers of .NET are filed under the key of the run time (symbol-store-format 2.6). */
    @ParameterizedTest
    @CsvSource({"mscordaccore.dll, true", "SOS_AMD64_AMD64_4.8.dll, true", "coreclr.dll, false"})
    void copiesImagesUnderTheKeyOfAnotherOnlyIfTheyAreHelpersOfDotNet(String name, boolean copied) {
        byte[] image = new PeBuilder().timestamp(0x11223344).sizeOfImage(0x5000).build();
        scene.put("b/" + name + "/AABBCCDD6000/" + name, image);
        LookupRequest request = LookupRequest.of(new SymbolKey(name, "AABBCCDD6000"));
        assertThat(scene.find("srv*a*b", request) instanceof LookupResult.Found).isEqualTo(copied);
    }

    @Test
    void doesNotCopyWhatACabinetShouldNotHold() {
        scene.put(place("b", "a.pd_"), cab("a.pdb", pdb(new java.util.UUID(1, 2))));
        assertThat(missing(scene.find("srv*a*b")).status()).isEqualTo(Status.BAD_FILE);
        assertThat(scene.files()).containsExactly("a/pingme.txt", place("b", "a.pd_"));
    }

    @Test
    void goesOnAfterADamagedCabinet() {
        byte[] damaged = cab("a.pdb", pdb());
        damaged[damaged.length / 2] ^= 0x55;
        scene.put(place("b", "a.pd_"), damaged);
        scene.put(place("c", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*a*b*c"))).hasBinaryContent(pdb());
    }

    @Test
    void unpacksACompressedFileUnderThePlainName() {
        scene.put(place("b", "a.pdb"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*a*b"))).hasBinaryContent(pdb()).isEqualTo(scene.at(place("a", "a.pdb")));
    }

    @Test
    void keepsTheTimeOfTheFile() throws IOException {
        Path file = scene.put(place("b", "a.pdb"), pdb());
        FileTime time = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(file, time);
        assertThat(Files.getLastModifiedTime(found(scene.find("srv*a*b")))).isEqualTo(time);
    }

    @Test
    void setsTheAccessTimeOfACachedFileThatWasNotUsedForADay() throws IOException {
        Path file = scene.put(place("a", "a.pdb"), pdb());
        scene.pass(Duration.ofDays(40_000)); // beyond whatever the file system itself notes when the file is read
        scene.find("srv*a");
        assertThat(accessTime(file)).isNotEqualTo(FileTime.from(scene.now()));
        scene.find("srv*a*b");
        assertThat(accessTime(file)).isEqualTo(FileTime.from(scene.now()));
    }

    private static FileTime accessTime(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).lastAccessTime();
    }

    @Test
    void looksIntoTheFlatDefaultStoreAndWritesIntoIt() {
        scene.put(place("b", "a.pdb"), pdb());
        scene.options(options -> options.flatDefaultStore(true));
        assertThat(found(scene.find("srv**b"))).isEqualTo(scene.at("default/a.pdb"));
        assertThat(found(scene.find("srv**none"))).isEqualTo(scene.at("default/a.pdb"));
    }

    @Test
    void takesFromAFlatStoreOnlyTheRightFile() {
        scene.put("default/a.pdb", pdb(new java.util.UUID(3, 4)));
        scene.options(options -> options.flatDefaultStore(true));
        assertThat(missing(scene.find("srv**none")).status()).isEqualTo(Status.BAD_FILE);
    }

    @Test
    void saysWhichStoreAndCandidatesItAsked() {
        LookupResult.NotFound result = missing(scene.find("srv*a*b"));
        assertThat(result.code()).isEqualTo(ResultCode.PATH_NOT_FOUND);
        assertThat(result.attempts()).hasSize(6).allMatch(attempt -> attempt.status() == Status.MISS);
        assertThat(result.attempts().get(3).store()).isEqualTo("b");
        assertThat(result.attempts().get(3).candidate())
                .isEqualTo(scene.at(place("b", "a.pdb")).toString());
    }

    @Test
    void stopsWhenTheUserWants() {
        scene.put(place("one", "a.pdb"), pdb());
        scene.cancel();
        assertThat(missing(scene.find("srv*one")).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void writesNothingBesideTheFileAndTheMark() {
        scene.put(place("b", "a.pdb"), pdb());
        scene.find("srv*a*b");
        assertThat(scene.files()).containsExactly(place("a", "a.pdb"), "a/pingme.txt", place("b", "a.pdb"));
        assertThat(KEY.name()).isEqualTo("a.pdb");
    }
}
