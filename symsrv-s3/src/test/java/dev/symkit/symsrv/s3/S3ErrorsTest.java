// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {
    private static final String SHOWN = "s3://bucket/a";

    private static S3Exception answer(int status, String code, int attempts) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .numAttempts(attempts)
                .message("(Service: S3, Request ID: SECRET-ID)")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("the server's\r\nown words")
                        .build())
                .build();
    }

    private static IOException mapped(SdkException e) {
        try {
            S3Errors.send(SHOWN, () -> {
                throw e;
            });
        } catch (IOException result) {
            return result;
        }
        throw new AssertionError("nothing was thrown");
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError, java.io.IOException",
        "503, SlowDown, java.io.IOException",
        "301, PermanentRedirect, java.io.IOException",
        "400, InvalidRequest, java.io.IOException",
        "403, AccessDenied, java.nio.file.AccessDeniedException",
        "409, ConditionalRequestConflict, dev.symkit.symsrv.s3.S3Errors$Refused",
        "412, PreconditionFailed, dev.symkit.symsrv.s3.S3Errors$Refused",
        "416, InvalidRange, dev.symkit.symsrv.s3.S3Errors$NoSuchRange",
    })
    void answersAreOneLineWithObjectAndStatus(int status, String code, Class<?> type) {
        assertThat(mapped(answer(status, code, 1)))
                .isExactlyInstanceOf(type)
                .hasMessage(SHOWN + ": the server answers " + status + " " + code + ": the server's own words")
                .hasCauseInstanceOf(S3Exception.class);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(mapped(answer(404, "NoSuchKey", 1)))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(SHOWN + ": NoSuchKey");
        assertThat(mapped((SdkException)
                        S3Exception.builder().statusCode(404).numAttempts(1).build()))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(SHOWN + ": there is no such object");
        assertThat(mapped(answer(404, "NoSuchBucket", 1)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE))
                .hasMessage(SHOWN + ": there is no such bucket");
    }

    @Test
    void anAnswerWithoutDetailsIsToldAllTheSame() {
        assertThat(mapped((SdkException)
                        S3Exception.builder().statusCode(403).numAttempts(1).build()))
                .isExactlyInstanceOf(AccessDeniedException.class)
                .hasMessage(SHOWN + ": the server answers 403");
    }

    @Test
    void tellsWhetherARequestWasSentTwice() {
        assertThat(mapped(answer(412, "PreconditionFailed", 1))).isInstanceOfSatisfying(S3Errors.Refused.class, e -> {
            assertThat(S3Errors.wasRepeated(e)).isFalse();
            assertThat(e.isConflict()).isFalse();
        });
        assertThat(mapped(answer(409, "ConditionalRequestConflict", 2)))
                .isInstanceOfSatisfying(S3Errors.Refused.class, e -> {
                    assertThat(S3Errors.wasRepeated(e)).isTrue();
                    assertThat(e.isConflict()).isTrue();
                });
    }

    @Test
    void aSilentServerIsTold() {
        assertThat(mapped(SdkClientException.create("x", new SocketTimeoutException("Read timed out"))))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(SHOWN + ": no answer: SocketTimeoutException: Read timed out");
        assertThat(mapped(SdkClientException.create("Unable to load\ncredentials")))
                .hasMessage(SHOWN + ": Unable to load credentials");
    }

    @Test
    void otherMistakesAreNotHidden() {
        assertThatThrownBy(() -> S3Errors.send(SHOWN, () -> {
                    throw new IllegalStateException("x");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
