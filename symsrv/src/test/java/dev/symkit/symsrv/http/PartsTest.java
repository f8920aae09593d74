// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import dev.symkit.testkit.http.ScriptedServer.Script;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files in parallel parts (symsrv.md 8.6). */
class PartsTest {
    private static final int SIZE = (80 << 20) + 12_345;
    private static final int BEGIN = 1 << 20;
    private static final byte[] BODY = Fixture.bytes(SIZE);
    private static final String TAG = "\"v1\"";
    private static final Script GOOD = Replies.file(BODY, TAG);

    private Fixture f;
    private CheckingSink sink = new CheckingSink();

    /** Compares what comes with the file, byte by byte. */
    private static final class CheckingSink implements BodySink {
        private final BitSet pages = new BitSet();
        private final List<String> wrong = new ArrayList<>();
        private long bytes;
        private boolean closed;
        private int truncations;

        @Override
        public synchronized void write(long position, ByteBuffer part) {
            int at = Math.toIntExact(position);
            if (closed) {
                wrong.add("written after the end");
            }
            ByteBuffer expected = ByteBuffer.wrap(BODY, at, part.remaining());
            if (!expected.equals(part)) {
                wrong.add("wrong bytes at " + position);
            }
            bytes += part.remaining();
            pages.set(at, at + part.remaining());
        }

        @Override
        public synchronized void truncate(long size) {
            truncations++;
            bytes = 0;
            pages.clear();
        }

        synchronized void isWhole() {
            closed = true;
            assertThat(wrong).isEmpty();
            assertThat(pages.cardinality()).isEqualTo(SIZE);
        }

        synchronized void close() {
            closed = true;
        }
    }

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
    }

    private FetchResult fetch() throws IOException {
        sink = new CheckingSink();
        FetchRequest request = new FetchRequest(f.server.url("/s"), Fixture.FILE, f.store, Optional.empty());
        FetchResult result = f.fetcher().fetch(request, sink, f.heard);
        sink.close();
        return result;
    }

    /** The first answer gives a start and goes on once some range requests were answered. */
    private static Script waiting(CountDownLatch answered, Script ranges) {
        return (request, out, server) -> {
            if (!request.header("Range").isEmpty()) {
                try {
                    boolean open = ranges.answer(request, out, server);
                    out.flush();
                    return open;
                } finally {
                    answered.countDown(); // even if the client did not want to hear all of it
                }
            }
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nContent-Length: " + SIZE + "\r\nAccept-Ranges: bytes\r\n"
                    + "ETag: " + TAG + "\r\n\r\n"));
            out.write(BODY, 0, BEGIN);
            out.flush();
            await(answered);
            out.write(BODY, BEGIN, SIZE - BEGIN);
            return true;
        };
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("the range requests did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> ranges() {
        return f.server.requests().stream()
                .map(r -> r.header("Range"))
                .filter(r -> !r.isEmpty())
                .sorted()
                .toList();
    }

    private void isWhole(FetchResult result) {
        assertThat(result).isEqualTo(new FetchResult.Complete(SIZE, Optional.empty()));
        sink.isWhole();
    }

    @Test
    void areFetchedFromTheEnd() throws IOException {
        f.server.on(Fixture.PATH, waiting(new CountDownLatch(5), GOOD));
        isWhole(fetch());
        assertThat(ranges())
                .containsExactly(
                        "bytes=16777216-33554431",
                        "bytes=33554432-50331647",
                        "bytes=50331648-67108863",
                        "bytes=67108864-83886079",
                        "bytes=83886080-83898424");
        assertThat(f.server.requests())
                .filteredOn(r -> !r.header("Range").isEmpty())
                .allSatisfy(r -> {
                    assertThat(r.header("If-Range")).isEqualTo(TAG);
                    assertThat(r.header("Accept-Encoding")).isEqualTo("identity");
                });
        assertThat(f.heard.done()).isEqualTo(SIZE);
        assertThat(f.heard.sizes()).containsExactly((long) SIZE);
        assertThat(f.server.mostUnderWay()).isLessThanOrEqualTo(4);
        assertThat(sink.bytes).isEqualTo(SIZE);
    }

    @Test
    void aServerThatAnswersARangeWith200IsNotAskedForOneAgain() throws IOException {
        f.server.on(Fixture.PATH, waiting(new CountDownLatch(1), Replies.ok(BODY)));
        isWhole(fetch());
        int asked = ranges().size();
        assertThat(asked).isBetween(1, 3);
        f.server.on(Fixture.PATH, GOOD);
        isWhole(fetch());
        assertThat(ranges()).hasSize(asked);
    }

    @Test
    void canBeSwitchedOff() throws IOException {
        f.store = new StoreSettings(
                StoreSettings.Casing.DEFAULT,
                false,
                0,
                0xFF,
                StoreSettings.On403.AUTO,
                StoreSettings.Ranges.OFF,
                StoreSettings.Probe.SEQUENTIAL,
                StoreSettings.Pointers.DEFAULT,
                0,
                Map.of());
        f.server.on(Fixture.PATH, GOOD);
        isWhole(fetch());
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void wrongPartsAreFetchedAgain() throws IOException {
        Script wrong = Replies.sequence(
                Replies.with(206, new byte[100], "Content-Range: bytes 0-99/" + SIZE),
                Replies.status(500),
                Replies.raw("HTTP/1.1 206 X\r\nContent-Length: 16777216\r\nContent-Range: bytes 50331648-67108863/"
                        + SIZE + "\r\n\r\n"),
                GOOD);
        f.server.on(Fixture.PATH, waiting(new CountDownLatch(3), wrong));
        isWhole(fetch());
        assertThat(sink.truncations).isZero();
    }

    @Test
    void theFirstAnswerMayBreakMeanwhile() throws IOException {
        CountDownLatch answered = new CountDownLatch(2);
        Script good = waiting(answered, GOOD);
        f.server.on(Fixture.PATH, (request, out, server) -> {
            if (!request.header("Range").isEmpty()) {
                return good.answer(request, out, server);
            }
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nContent-Length: " + SIZE + "\r\nAccept-Ranges: bytes\r\n"
                    + "ETag: " + TAG + "\r\n\r\n"));
            out.write(BODY, 0, 5000);
            out.flush();
            await(answered);
            return false;
        });
        isWhole(fetch());
        assertThat(ranges()).contains("bytes=5000-");
        assertThat(sink.truncations).isZero();
    }

    @Test
    void aFileThatChangesMeanwhileIsFetchedAnew() throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        Script changed = Replies.ok(BODY, "Accept-Ranges: bytes", "ETag: \"v2\"");
        Script good = waiting(answered, changed);
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        (request, out, server) -> {
                            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nContent-Length: " + SIZE
                                    + "\r\nAccept-Ranges: bytes\r\nETag: " + TAG + "\r\n\r\n"));
                            out.write(new byte[5000]);
                            out.flush();
                            await(answered);
                            return false;
                        },
                        good));
        FetchRequest request = new FetchRequest(f.server.url("/s"), Fixture.FILE, f.store, Optional.empty());
        MemorySink memory = new MemorySink();
        assertThat(f.fetcher().fetch(request, memory, f.heard)).isInstanceOf(FetchResult.Complete.class);
        assertThat(memory.bytes()).isEqualTo(BODY);
        assertThat(memory.truncations()).isEqualTo(1);
    }

    @Test
    void cancellingEndsAllOfThem() throws IOException {
        f.heard.cancelAfter(3 << 20);
        f.server.on(Fixture.PATH, waiting(new CountDownLatch(5), GOOD));
        assertThat(fetch()).isEqualTo(new FetchResult.Failed(ResultCode.CANCELLED, "cancelled"));
        assertThat(sink.wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Parts.SIZE})
    @Timeout(60)
    void aFullDiskEndsAllOfThem(long from) throws IOException {
        f.settings(Fixture.with(Duration.ofMinutes(30), Duration.ZERO, 0, 1L << 30));
        CountDownLatch asked = new CountDownLatch(1);
        f.server.on(Fixture.PATH, waiting(asked, (request, out, server) -> {
            if (from > 0) {
                return GOOD.answer(request, out, server);
            }
            asked.countDown();
            server.stall(); // the helpers must not be waited for
            return false;
        }));
        BodySink full = new BodySink() {
            @Override
            public void write(long position, ByteBuffer bytes) throws IOException {
                if (position >= from) {
                    throw new IOException("no space left");
                }
            }

            @Override
            public void truncate(long size) {}
        };
        FetchRequest request = new FetchRequest(f.server.url("/s"), Fixture.FILE, f.store, Optional.empty());
        assertThatThrownBy(() -> f.fetcher().fetch(request, full, f.heard))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    /** Nobody but the helper that gets the short last part gets one; its second request comes when that one is done. */
    @Test
    void anAnswerEndsAfterTwoPartsWhereRangesAreKnownToWork() throws IOException {
        CountDownLatch answered = new CountDownLatch(4);
        f.server.on(Fixture.PATH, waiting(answered, (request, out, server) -> {
            String range = request.header("Range");
            boolean good = range.startsWith("bytes=83886080-") || range.endsWith("-");
            return (good ? GOOD : Replies.status(404)).answer(request, out, server);
        }));
        assertThat(fetch()).isInstanceOf(FetchResult.Complete.class);
        sink.isWhole();
        assertThat(sink.truncations).isZero();
        assertThat(ranges().stream().filter(range -> range.endsWith("-")))
                .containsExactly("bytes=33554432-", "bytes=67108864-");
    }
}
