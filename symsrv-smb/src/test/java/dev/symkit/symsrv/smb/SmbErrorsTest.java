// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static org.assertj.core.api.Assertions.assertThat;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMB2MessageCommandCode;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmbErrorsTest {
    private static final String SHOWN = "\\\\server\\share\\a";

    private static SMBApiException answer(long code) {
        return new SMBApiException(
                code, SMB2MessageCommandCode.SMB2_CREATE, "Create failed", new IOException("the server said so"));
    }

    private static IOException mapped(NtStatus status) {
        return SmbErrors.of(answer(status.getValue()), SHOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_OBJECT_NAME_NOT_FOUND, java.nio.file.NoSuchFileException",
        "STATUS_OBJECT_PATH_NOT_FOUND, java.nio.file.NoSuchFileException",
        "STATUS_NO_SUCH_FILE, java.nio.file.NoSuchFileException",
        "STATUS_NOT_A_DIRECTORY, java.nio.file.NoSuchFileException",
        "STATUS_OBJECT_NAME_COLLISION, java.nio.file.FileAlreadyExistsException",
        "STATUS_ACCESS_DENIED, java.nio.file.AccessDeniedException",
        "STATUS_SHARING_VIOLATION, dev.symkit.symsrv.smb.SmbErrors$InUse",
        "STATUS_DELETE_PENDING, dev.symkit.symsrv.smb.SmbErrors$InUse",
        "STATUS_LOCK_NOT_GRANTED, dev.symkit.symsrv.smb.SmbErrors$InUse",
        "STATUS_NETWORK_NAME_DELETED, dev.symkit.symsrv.smb.SmbErrors$ConnectionLost",
        "STATUS_USER_SESSION_DELETED, dev.symkit.symsrv.smb.SmbErrors$ConnectionLost",
        "STATUS_DISK_FULL, java.nio.file.FileSystemException",
        "STATUS_NAME_TOO_LONG, java.nio.file.FileSystemException",
    })
    void answersBecomeTheExceptionsOfTheJdk(NtStatus status, Class<?> type) {
        IOException e = mapped(status);
        assertThat(e).isExactlyInstanceOf(type).hasMessageStartingWith(SHOWN).hasMessageContaining(status.name());
        assertThat(e).hasCauseInstanceOf(SMBApiException.class);
    }

    @Test
    void aDirectoryThatIsNotEmptyIsNamed() {
        assertThat(mapped(NtStatus.STATUS_DIRECTORY_NOT_EMPTY))
                .isExactlyInstanceOf(DirectoryNotEmptyException.class)
                .hasMessage(SHOWN);
    }

    @Test
    void aStatusWithoutANameIsShownAsANumber() {
        assertThat(SmbErrors.of(answer(0xC0001234L), SHOWN))
                .isExactlyInstanceOf(FileSystemException.class)
                .hasMessage(SHOWN + ": status 0xC0001234");
    }

    @Test
    void aBrokenConnectionAndASilentServerAreTold() {
        assertThat(SmbErrors.of(
                        new SMBRuntimeException(new TransportException(new SocketException("Connection reset"))),
                        SHOWN))
                .isInstanceOf(SmbErrors.ConnectionLost.class)
                .hasMessage(SHOWN + ": connection lost: SocketException: Connection reset");
        assertThat(SmbErrors.of(new SMBRuntimeException(new TransportException(new TimeoutException())), SHOWN))
                .isInstanceOf(SmbErrors.ConnectionLost.class)
                .hasMessage(SHOWN + ": connection lost: no answer in time");
    }

    @Test
    void aHostThatIsNotThereIsToldInWords() {
        assertThat(SmbErrors.why(new IOException(new UnknownHostException("server"))))
                .isEqualTo("there is no host of this name");
        assertThat(SmbErrors.why(new ConnectException("Connection refused"))).isEqualTo("Connection refused");
    }

    @Test
    void whoIsNotLetInIsToldAsWhomAndNothingSecret() throws IOException {
        SmbLocation where = SmbLocation.parse("\\\\server\\share\\x");
        SmbCredentials someone = SmbCredentials.of("FARM\\builder", "hunter2");
        IOException refused = SmbErrors.refused(answer(NtStatus.STATUS_LOGON_FAILURE.getValue()), where, someone);
        assertThat(refused)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("\\\\server\\share: not as 'FARM\\builder' (STATUS_LOGON_FAILURE)");
        assertThat(SmbErrors.refused(answer(NtStatus.STATUS_ACCESS_DENIED.getValue()), where, SmbCredentials.GUEST))
                .hasMessageContaining("not as guest (no user is named for this server");
        assertThat(SmbErrors.refused(answer(NtStatus.STATUS_BAD_NETWORK_NAME.getValue()), where, someone))
                .hasMessage("\\\\server\\share: the server has no such share (STATUS_BAD_NETWORK_NAME)");
        assertThat(someone.toString() + someone.shown() + refused).doesNotContain("hunter2");
    }
}
