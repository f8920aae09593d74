// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.symkit.symproxy.serve.Access.Role;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokensFileTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123Z");
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String GOOD = "ci\tupload\t" + HASH + "\t2026-11-01T12:00:00Z\t2027-11-01T12:00:00Z\t-";

    @TempDir
    Path directory;

    private TokensFile file;

    @BeforeEach
    void open() {
        file = new TokensFile(directory.resolve("tokens.db"));
    }

    @Test
    void aTokenIs32CharactersOfBase32() throws IOException {
        String secret = file.create("ci", Role.UPLOAD, NOW, Duration.ofDays(365));

        assertThat(secret).matches("[a-z2-7]{32}");
        assertThat(file.create("other", Role.READ, NOW, Duration.ZERO)).isNotEqualTo(secret);
    }

    @Test
    void theFileHasTheHashAndNotTheToken() throws IOException {
        String secret = file.create("ci", Role.UPLOAD, NOW, Duration.ofDays(1));

        assertThat(Files.readString(file.path())).doesNotContain(secret).contains(Secrets.hash(secret));
        assertThat(file.read())
                .containsExactly(new ApiToken(
                        "ci",
                        Role.UPLOAD,
                        Secrets.hash(secret),
                        Instant.parse("2026-11-01T12:00:00Z"),
                        Optional.of(Instant.parse("2026-11-02T12:00:00Z")),
                        Optional.empty()));
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        file.create("ci", Role.READ, NOW, Duration.ZERO);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void aNameCanBeTakenOnce() throws IOException {
        file.create("ci", Role.READ, NOW, Duration.ZERO);

        assertThatThrownBy(() -> file.create("ci", Role.ADMIN, NOW, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tokens.db: there is a token named ci");
        assertThat(file.read()).hasSize(1);
    }

    @Test
    void aNameWithATabIsNone() {
        assertThatThrownBy(() -> file.create("a\tb", Role.READ, NOW, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Stream.of("", "-a", "a b", "a\nb", "x".repeat(65))).noneMatch(ApiToken::isName);
        assertThat(Stream.of("a", "ci-1.x_y@z+", "x".repeat(64))).allMatch(ApiToken::isName);
    }

    @Test
    void aRevokedTokenIsGone() throws IOException {
        file.create("a", Role.READ, NOW, Duration.ZERO);
        file.create("b", Role.READ, NOW, Duration.ZERO);

        assertThat(file.revoke("a")).isTrue();
        assertThat(file.revoke("a")).isFalse();
        assertThat(file.read()).extracting(ApiToken::name).containsExactly("b");
    }

    @Test
    void noFileIsNoToken() throws IOException {
        assertThat(file.read()).isEmpty();
        assertThat(file.revoke("a")).isFalse();
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void aLineIsReadAndWrittenAlike() throws IOException {
        assertThat(ApiToken.parse(GOOD).line()).isEqualTo(GOOD);
        assertThat(ApiToken.parse(GOOD).used(NOW).line()).endsWith("\t2026-11-01T12:00:00Z");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(GOOD.replace("\tupload", ""), "5 fields instead of 6"),
                Arguments.of(GOOD.replace("upload", "UPLOAD"), "no role in field 2"),
                Arguments.of(GOOD.replace("upload", "root"), "no role in field 2"),
                Arguments.of(GOOD.replace("ci", "c i"), "no name of a token in field 1"),
                Arguments.of(GOOD.replace(HASH, HASH.substring(1)), "no SHA-256 in field 3"),
                Arguments.of(GOOD.replace("2026-11-01T12:00:00Z", "-"), "no time in field 4"),
                Arguments.of(GOOD.replace("2027-11-01T12:00:00Z", "soon"), "no time in field 5"),
                Arguments.of(GOOD + "x", "no time in field 6"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongLineIsNamed(String line, String what) throws IOException {
        Files.writeString(file.path(), "# comment\n\n" + line + "\n");

        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageEndingWith("tokens.db:3: " + what);
    }

    @Test
    void everyTruncationIsReadOrNamed() throws IOException {
        for (int length = 0; length < GOOD.length(); length++) {
            Files.writeString(file.path(), GOOD.substring(0, length));
            try {
                assertThat(file.read()).isEmpty();
                assertThat(length).isZero();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("tokens.db:1: ");
            }
        }
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        Files.write(file.path(), new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageEndingWith("tokens.db: not UTF-8");
    }

    @Test
    void manyWritersLoseNothing() throws IOException {
        List<CompletableFuture<Void>> all = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try {
                        new TokensFile(file.path()).create("t" + i, Role.READ, NOW, Duration.ZERO);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(file.read()).hasSize(20);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("tokens.db", "tokens.db.lock");
        }
    }

    @Test
    void neitherTokenNorHashIsShown() throws IOException {
        String secret = file.create("ci", Role.READ, NOW, Duration.ZERO);

        assertThat(file.read().toString()).isEqualTo("[ApiToken[ci, READ]]").doesNotContain(Secrets.hash(secret));
    }
}
