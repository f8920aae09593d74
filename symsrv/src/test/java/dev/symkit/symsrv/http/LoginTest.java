// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.symsrv.auth.Prompter;
import dev.symkit.symsrv.auth.Secret;
import dev.symkit.symsrv.auth.UserPassword;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.settings.AuthSettings.Kind;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that ask who is there (symsrv.md 10.1 and 10.2), over http where that is allowed. */
class LoginTest {
    private static final byte[] BODY = Fixture.bytes(3000);
    private static final String BASIC = "WWW-Authenticate: Basic realm=\"symbols\", charset=\"UTF-8\"";

    @TempDir
    Path folder;

    private Fixture f;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start().login(login(Optional.empty(), List.of(), Optional.empty()));
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
    }

    private static LoginOptions login(Optional<Path> netrc, List<Path> providers, Optional<Prompter> prompter) {
        return new LoginOptions(true, netrc, providers, prompter, Optional.empty());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets in who sends a value of Authorization. */
    private static ScriptedServer.Script guarded(String value, String... challenges) {
        return (request, out, server) -> (request.header("Authorization").equals(value)
                        ? Replies.ok(BODY)
                        : Replies.status(401, challenges))
                .answer(request, out, server);
    }

    private List<String> sent() {
        return f.server.requests().stream().map(r -> r.header("Authorization")).toList();
    }

    private void isDenied(FetchResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ResultCode.http(401)));
    }

    private void nobodyHears(String... secrets) {
        String all = f.heard.lines() + " " + f.warnings + " " + f.store;
        assertThat(all).doesNotContain(secrets);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BASIC|pä:ss|Basic dTpww6Q6c3M=|Authorization", "BEARER|tok.en|Bearer tok.en|Authorization",
                "HEADER|Negotiate xyz|Negotiate xyz|Authorization", "HEADER|X-Api-Key: k:1|k:1|X-Api-Key",
            })
    void settingsOfTheStoreAreSentAtOnce(Kind kind, String secret, String value, String header) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), secret + "\r\n");
        f.store = StoreSettings.DEFAULT.withAuth(
                new AuthSettings(kind, "u", Optional.of(file), Optional.empty(), Optional.empty()));
        f.server.on(Fixture.PATH, Replies.ok(BODY));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.server.requests()).hasSize(1);
        assertThat(f.server.requests().get(0).header(header)).isEqualTo(value);
        nobodyHears(secret, value);
    }

    @Test
    void theSecretMayBeInTheEnvironment() throws IOException {
        f.environment(Map.of("MY_TOKEN", "t0k"));
        f.store = StoreSettings.DEFAULT.withAuth(
                new AuthSettings(Kind.BEARER, "", Optional.empty(), Optional.of("MY_TOKEN"), Optional.empty()));
        f.server.on(Fixture.PATH, guarded("Bearer t0k"));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|NONE_SUCH|auth.secretEnv: there is no environment variable NONE_SUCH",
                "missing||auth.secretFile: ",
                "|| auth: neither auth.secretFile nor auth.secretEnv is set",
            })
    void aSecretThatCannotBeReadIsNamed(String file, String variable, String text) throws IOException {
        f.store = StoreSettings.DEFAULT.withAuth(new AuthSettings(
                Kind.BEARER,
                "",
                Optional.ofNullable(file).map(folder::resolve),
                Optional.ofNullable(variable),
                Optional.empty()));
        f.server.on(Fixture.PATH, Replies.status(401));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.reason()).startsWith("access denied: ").contains(text);
    }

    @Test
    void aSecretWithALineBreakInsideIsNotSent() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "tok\r\nX-Evil: 1\r\nmore");
        f.store = StoreSettings.DEFAULT.withAuth(
                new AuthSettings(Kind.BEARER, "", Optional.of(file), Optional.empty(), Optional.empty()));
        f.server.on(Fixture.PATH, Replies.status(401));
        isDenied(f.fetch());
        assertThat(f.server.requests()).allSatisfy(r -> assertThat(r.headers()).doesNotContainKey("X-Evil"));
    }

    @Test
    void userInfoIsSentWhenAskedFor() throws IOException {
        f.server.on(Fixture.PATH, guarded(basic("us er:p@ss"), BASIC));
        String url = f.server.url("/s").replace("://", "://us%20er:p%40ss@");
        assertThat(f.fetch(url, Fixture.FILE)).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.fetch(url, Fixture.FILE)).isInstanceOf(FetchResult.Complete.class);
        assertThat(sent()).containsExactly("", basic("us er:p@ss"), basic("us er:p@ss"));
        assertThat(f.heard.lines())
                .contains("SYMSRV:  AUTH: " + f.server.url("") + " offers Basic (realm symbols)")
                .contains("SYMSRV:  AUTH: credentials of URL of the store");
        nobodyHears("p@ss", "p%40ss", "us%20er", basic("us er:p@ss"));
        FetchRequest request = new FetchRequest(url + "?sig=1", Fixture.FILE, f.store, Optional.empty());
        assertThat(request.toString()).doesNotContain("p%40ss").doesNotContain("sig");
    }

    @Test
    void overPlainHttpNothingIsSentUnlessAllowed() throws IOException {
        f.login(LoginOptions.DEFAULT);
        f.server.on(Fixture.PATH, Replies.status(401, BASIC));
        String url = f.server.url("/s").replace("://", "://u:p@");
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch(url, Fixture.FILE);
        assertThat(failed.reason())
                .isEqualTo("access denied: " + f.server.url("")
                        + " answers 401; credentials are not sent over plain http (symsrv.auth.allowHttp)");
        assertThat(sent()).containsExactly("");
    }

    @Test
    void overPlainHttpSettingsWithCredentialsAreRefusedBeforeAnyRequest() throws IOException {
        f.login(LoginOptions.DEFAULT).environment(Map.of("T", "tok"));
        f.store = StoreSettings.DEFAULT.withAuth(
                new AuthSettings(Kind.BEARER, "", Optional.empty(), Optional.of("T"), Optional.empty()));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(ResultCode.ACCESS_DENIED);
        assertThat(failed.reason()).contains("symsrv.auth.allowHttp");
        f.store = StoreSettings.DEFAULT.withAuth(new AuthSettings(
                Kind.MTLS, "", Optional.empty(), Optional.empty(), Optional.of(folder.resolve("x.p12"))));
        assertThat(((FetchResult.Failed) f.fetch()).reason()).startsWith("auth=mtls needs https");
        assertThat(f.server.requests()).isEmpty();
    }

    @Test
    void noneMeansThatNothingIsLookedFor() throws IOException {
        f.store = StoreSettings.DEFAULT.withAuth(AuthSettings.NONE);
        f.server.on(Fixture.PATH, Replies.status(401, BASIC));
        FetchResult.Failed failed =
                (FetchResult.Failed) f.fetch(f.server.url("/s").replace("://", "://u:p@"), Fixture.FILE);
        assertThat(failed.reason()).endsWith("auth=none is set for it");
        assertThat(sent()).containsExactly("");
    }

    @Test
    void sourcesAreAskedInOrderAndARefusalSuspends() throws IOException {
        Path netrc = Files.writeString(
                folder.resolve("netrc"), "machine other login a password b\ndefault login n password np\n");
        AtomicInteger asked = new AtomicInteger();
        f.login(new LoginOptions(
                true,
                Optional.of(netrc),
                List.of(),
                Optional.of((host, realm) -> {
                    asked.incrementAndGet();
                    assertThat(host).isEqualTo(f.server.authority());
                    assertThat(realm).hasValue("symbols");
                    return Optional.of(new UserPassword("q", Secret.of("qp")));
                }),
                Optional.of(Secret.of("Bearer api"))));
        f.server.on(Fixture.PATH, Replies.status(401, BASIC));
        String url = f.server.url("/s").replace("://", "://u:up@");
        FetchResult denied = f.fetch(url, Fixture.FILE);
        isDenied(denied);
        assertThat(sent()).containsExactly("", basic("u:up"), "Bearer api", basic("n:np"), basic("q:qp"));
        assertThat(f.fetch(url, Fixture.FILE)).isEqualTo(denied);
        assertThat(f.server.requests()).hasSize(5);
        assertThat(asked).hasValue(1);
        f.fetcher().reset();
        isDenied(f.fetch(url, Fixture.FILE));
        assertThat(asked).hasValue(2);
        nobodyHears("up", "np", "qp", "api", basic("u:up"));
    }

    @Test
    void aProviderIsAskedOnceMoreForAFreshToken() throws IOException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh")))
                .as("there is no /bin/sh to run a provider with")
                .isTrue();
        Path script = Files.writeString(folder.resolve("p.sh"), """
                #!/bin/sh
                t=old
                while read -r l && [ -n "$l" ]; do [ "$l" = isretry=true ] && t=new; done
                echo "header=Bearer $t-s3cret"
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        f.login(login(Optional.empty(), List.of(script), Optional.empty()));
        f.server.otherwise(guarded("Bearer new-s3cret", "WWW-Authenticate: Bearer realm=\"x\""));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(sent()).containsExactly("", "Bearer old-s3cret", "Bearer new-s3cret", "Bearer new-s3cret");
        assertThat(f.heard.lines()).contains("SYMSRV:  AUTH: credentials of credential provider p.sh");
        nobodyHears("s3cret");
    }

    @Test
    void aStoreThatLetUsInIsAskedAgain() throws IOException {
        f.server.on(Fixture.PATH, Replies.sequence(Replies.ok(BODY), Replies.status(401, BASIC)));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        isDenied(f.fetch());
        isDenied(f.fetch());
        assertThat(f.server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTLM", "Negotiate", "Negotiate|NTLM", "Negotiate, NTLM"})
    void whatIsNotBuiltIsSaid(String offered) throws IOException {
        String[] challenges = offered.split("\\|");
        for (int i = 0; i < challenges.length; i++) {
            challenges[i] = "WWW-Authenticate: " + challenges[i];
        }
        f.server.on(Fixture.PATH, Replies.status(401, challenges));
        FetchResult.Failed failed =
                (FetchResult.Failed) f.fetch(f.server.url("/s").replace("://", "://u:p@"), Fixture.FILE);
        assertThat(failed.reason()).contains("it offers only NTLM or Negotiate, which are not implemented");
        assertThat(sent()).containsExactly(""); // the password is not thrown at it
    }

    @Test
    void theUserIsAskedOnceForAllKeys() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        f.login(login(Optional.empty(), List.of(), Optional.of((host, realm) -> {
            asked.incrementAndGet();
            return Optional.of(new UserPassword("q", Secret.of("qp")));
        })));
        f.server.otherwise(guarded(basic("q:qp"), BASIC));
        List<Thread> threads = new java.util.ArrayList<>();
        AtomicInteger complete = new AtomicInteger();
        f.fetcher();
        for (int i = 0; i < 6; i++) {
            FetchRequest request =
                    new FetchRequest(f.server.url("/s"), List.of("a", "K" + i, "a"), f.store, Optional.empty());
            threads.add(new Thread(() -> {
                try {
                    FetchResult result = f.fetcher().fetch(request, new MemorySink(), f.heard);
                    complete.addAndGet(result instanceof FetchResult.Complete ? 1 : 0);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
        assertThat(complete).hasValue(6);
        assertThat(asked).hasValue(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void headersThatCannotBeSentAreNamedWithoutTheirValue() throws IOException {
        for (Map<String, String> headers :
                List.of(Map.of("Host", "s3cret"), Map.of("X-A", "s3cret\r\nX-B: 1"), Map.of("X A", "s3cret"))) {
            f.store = new StoreSettings(
                    StoreSettings.Casing.DEFAULT,
                    false,
                    0,
                    0xFF,
                    StoreSettings.On403.AUTO,
                    StoreSettings.Ranges.AUTO,
                    StoreSettings.Probe.SEQUENTIAL,
                    StoreSettings.Pointers.DEFAULT,
                    0,
                    headers);
            FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
            assertThat(failed.code()).isEqualTo(FetchFailure.BAD_SETTING);
            assertThat(failed.reason())
                    .isEqualTo("a request cannot have the header "
                            + headers.keySet().iterator().next());
            assertThat(f.store.toString()).doesNotContain("s3cret");
        }
        assertThat(f.server.requests()).isEmpty();
    }
}
