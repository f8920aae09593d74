// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.MeasuredSource;
import dev.symkit.format.msf.UnownedRange.Kind;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsfPagesTest {
    private static final int DIRECTORY_SIZE = 0x2C;

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static MsfFile open(byte[] file) throws IOException {
        return MsfFile.open(ByteSource.of("t.pdb", file));
    }

    private static List<UnownedRange> unowned(MsfFile file) throws IOException {
        List<UnownedRange> found = new ArrayList<>();
        MsfPages.read(file).visitUnowned(found::add);
        return found;
    }

    private static List<UnownedRange> unowned(byte[] file, Kind kind) throws IOException {
        return unowned(open(file)).stream()
                .filter(range -> range.kind() == kind)
                .toList();
    }

    private static void put(byte[] file, int at, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    }

    private static int get(byte[] file, int at) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    /** Position of the directory of a small file. */
    private static int directory(byte[] file) {
        int page = get(file, 0x20);
        return page * get(file, page * get(file, MsfFile.MAP_PAGES));
    }

    @Test
    void slackOfEverySort() throws IOException {
        byte[] file = MsfBuilder.big(512).nil().stream(content(512)).stream(content(700))
                .build();
        // Page 3 stream 1, 4 and 5 stream 2, 6 the directory of 7 numbers, 7 its map of one number.
        assertThat(unowned(open(file)))
                .containsExactly(
                        new UnownedRange(Kind.STREAM_SLACK, 2, 5, 5 * 512 + 188, 324),
                        new UnownedRange(Kind.DIRECTORY_SLACK, -1, 6, 6 * 512 + 28, 484),
                        new UnownedRange(Kind.MAP_SLACK, -1, 7, 7 * 512 + 4, 508),
                        new UnownedRange(Kind.HEADER_SLACK, -1, 0, 56, 456));
    }

    @Test
    void pagesThatNoStreamNames() throws IOException {
        byte[] file = MsfBuilder.big(512).nil().stream(content(512 * 3)).build();
        put(file, directory(file) + 8, 400); // the stream loses two pages, the directory two numbers
        assertThat(unowned(open(file)))
                .startsWith(
                        new UnownedRange(Kind.FREE_PAGE, -1, 4, 4 * 512, 512),
                        new UnownedRange(Kind.FREE_PAGE, -1, 5, 5 * 512, 512),
                        new UnownedRange(Kind.STREAM_SLACK, 1, 3, 3 * 512 + 400, 112),
                        new UnownedRange(Kind.DIRECTORY_SLACK, -1, 6, 6 * 512 + 16, 496));
    }

    @Test
    void theOldDirectoryIsFreeUnlessAStreamHasThePage() throws IOException {
        byte[] file =
                MsfBuilder.big(512).stream(content(600)).stream(content(512)).build();
        assertThat(unowned(file, Kind.OLD_DIRECTORY_PAGE))
                .containsExactly(
                        new UnownedRange(Kind.OLD_DIRECTORY_PAGE, 0, 3, 3 * 512, 512),
                        new UnownedRange(Kind.OLD_DIRECTORY_PAGE, 0, 4, 4 * 512, 512));
        put(file, directory(file) + 12, 5); // the page of stream 1
        put(file, directory(file) + 16, 0x7FFFFFFF);
        assertThat(unowned(file, Kind.OLD_DIRECTORY_PAGE)).isEmpty();
        assertThat(unowned(file, Kind.FREE_PAGE)).extracting(UnownedRange::page).containsExactly(3L, 4L);
    }

    @Test
    void whatFollowsTheLastPage() throws IOException {
        byte[] file = MsfBuilder.big(512).nil().stream(content(512)).build();
        assertThat(unowned(Arrays.copyOf(file, file.length + 600), Kind.BEHIND_LAST_PAGE))
                .containsExactly(
                        new UnownedRange(Kind.BEHIND_LAST_PAGE, -1, 6, 6 * 512, 512),
                        new UnownedRange(Kind.BEHIND_LAST_PAGE, -1, 7, 7 * 512, 88));
    }

    @Test
    void mapPagesOfLaterIntervalsAreUnused() throws IOException {
        byte[] file = MsfBuilder.big(512).nil().stream(content(512 * 1100)).build();
        assertThat(unowned(file, Kind.UNUSED_MAP_PAGE))
                .extracting(UnownedRange::page)
                .containsExactly(513L, 514L, 1025L, 1026L);
        byte[] large = MsfBuilder.big(512).nil().zeros(512 * 4200).build(); // 4096 bits fill one page
        assertThat(unowned(large, Kind.UNUSED_MAP_PAGE).get(0).page()).isEqualTo(1025);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096, 8192, 65536})
    void everyByteHasOneUse(int pageSize) throws IOException {
        MsfBuilder builder = MsfBuilder.big(pageSize).stream(content(100));
        long owned = 0;
        for (int size : new int[] {0, 1, pageSize, pageSize + 1, 300_000}) {
            builder.stream(content(size));
            owned += size;
        }
        byte[] file = builder.reversed().build();
        MsfFile msf = open(file);
        List<UnownedRange> ranges = new ArrayList<>(unowned(msf));
        ranges.sort(Comparator.comparingLong(UnownedRange::position));
        long end = 0;
        for (UnownedRange range : ranges) {
            assertThat(range.position())
                    .isGreaterThanOrEqualTo(end)
                    .isBetween(range.page() * pageSize, (range.page() + 1) * pageSize);
            end = range.position() + range.length();
        }
        long unowned = ranges.stream().mapToLong(UnownedRange::length).sum();
        long directory = msf.directory().bytes().size();
        long map = (directory + pageSize - 1) / pageSize * 4;
        long header = MsfFile.MAP_PAGES + (map + pageSize - 1) / pageSize * 4;
        assertThat(unowned + owned + directory + map + header + 2L * pageSize).isEqualTo(file.length);
    }

    @Test
    void positionsLeadToTheBytesOfAStream() throws IOException {
        byte[] content = content(512 * 1500 + 7);
        byte[] file = MsfBuilder.big(512).nil().stream(content).reversed().build();
        StreamPositions positions = MsfPages.read(open(file)).positions(1);
        for (int offset = 0; offset < content.length; offset += 31) {
            assertThat(file[(int) positions.position(offset)]).isEqualTo(content[offset]);
        }
        assertThat(file[(int) positions.position(5)]).isEqualTo(content[5]);
        assertThat(positions.toEndOfPage(513)).isEqualTo(511);
        assertThatThrownBy(() -> positions.position(content.length)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> positions.position(-1)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> MsfPages.read(open(file)).positions(9).position(0))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void filesOfManyGigabytes() throws IOException {
        MsfBuilder builder = MsfBuilder.big(4096).nil().zeros(3L << 30).zeros((2L << 30) + 5);
        MeasuredSource source = new MeasuredSource(builder.stream(content(10)).image());
        MsfFile msf = MsfFile.open(source);
        List<UnownedRange> slack = unowned(msf).stream()
                .filter(range -> range.kind() == Kind.STREAM_SLACK)
                .toList();
        assertThat(slack).extracting(UnownedRange::length).containsExactly(4091, 4086);
        long position = MsfPages.read(msf).positions(3).position(0);
        assertThat(position).isGreaterThan(5L << 30).isEqualTo(slack.get(1).position() - 10);
    }

    @Test
    void aPageWithTwoOwnersIsDamage() throws IOException {
        byte[] file = MsfBuilder.big(512).nil().stream(content(512)).stream(content(512))
                .build();
        put(file, directory(file) + 20, 3);
        refused(file, FormatException.Kind.BAD_VALUE);
        put(file, directory(file) + 20, 5); // the directory itself
        refused(file, FormatException.Kind.BAD_VALUE);
        put(file, directory(file) + 20, 2); // a free page map
        refused(file, FormatException.Kind.BAD_VALUE);
    }

    @Test
    void contentBehindTheEndIsDamage() {
        byte[] file = MsfBuilder.big(512).nil().stream(content(400)).build();
        put(file, DIRECTORY_SIZE - 4, 1000);
        put(file, directory(file) + 12, 900);
        refused(file, FormatException.Kind.TRUNCATED);
    }

    @Test
    void olderContainersAreRefused() {
        refused(MsfBuilder.small(1024).nil().stream(content(10)).build(), FormatException.Kind.UNSUPPORTED);
    }

    private static void refused(byte[] file, FormatException.Kind kind) {
        assertThatThrownBy(() -> MsfPages.read(open(file)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void realFilesFitTogether() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int files = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().startsWith("malformed/")) {
                byte[] file = corpus.bytes(row.path());
                MsfFile msf = open(file);
                long streams = 0;
                for (int i = 1; i < msf.streamCount(); i++) {
                    streams += msf.stream(i).size();
                }
                long unowned =
                        unowned(msf).stream().mapToLong(UnownedRange::length).sum();
                assertThat(unowned + streams).as(row.path()).isLessThan(file.length);
                files++;
            }
        }
        assertThat(files).isGreaterThan(40);
    }
}
