// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a server or the way to it reports, as the exceptions that file systems of the JDK throw. */
final class SmbErrors {
    private static final Set<NtStatus> LOST = EnumSet.of(
            NtStatus.STATUS_NETWORK_NAME_DELETED,
            NtStatus.STATUS_USER_SESSION_DELETED,
            NtStatus.STATUS_NETWORK_SESSION_EXPIRED,
            NtStatus.STATUS_CONNECTION_DISCONNECTED,
            NtStatus.STATUS_CONNECTION_RESET);

    private SmbErrors() {}

    /** Somebody has the file open in a way that refuses this, or it goes as soon as it is closed: try again. */
    static final class InUse extends FileSystemException {
        private static final long serialVersionUID = 1L;

        InUse(String path, String status) {
            super(path, null, "in use (" + status + ")");
        }
    }

    /** The connection to the server is gone, and with it all that was open. */
    static final class ConnectionLost extends FileSystemException {
        private static final long serialVersionUID = 1L;

        ConnectionLost(String path, String why, Throwable cause) {
            super(path, null, "connection lost: " + why);
            initCause(cause);
        }
    }

    /** @param shown the path as people know it */
    static IOException of(SMBRuntimeException e, String shown) {
        return e instanceof SMBApiException answer
                ? of(answer.getStatus(), answer.getStatusCode(), shown, e)
                : lost(shown, e);
    }

    private static IOException of(NtStatus status, long code, String shown, Throwable cause) {
        String name =
                status == NtStatus.STATUS_OTHER ? String.format(Locale.ROOT, "status 0x%08X", code) : status.name();
        if (LOST.contains(status)) {
            return new ConnectionLost(shown, name, cause);
        }
        IOException e = switch (status) {
            case STATUS_OBJECT_NAME_NOT_FOUND,
                    STATUS_OBJECT_PATH_NOT_FOUND,
                    STATUS_NO_SUCH_FILE,
                    STATUS_NOT_FOUND,
                    STATUS_NOT_A_DIRECTORY -> new NoSuchFileException(shown, null, name);
            case STATUS_OBJECT_NAME_COLLISION -> new FileAlreadyExistsException(shown, null, name);
            case STATUS_ACCESS_DENIED, STATUS_PRIVILEGE_NOT_HELD, STATUS_CANNOT_DELETE ->
                new AccessDeniedException(shown, null, name);
            case STATUS_DIRECTORY_NOT_EMPTY -> new DirectoryNotEmptyException(shown);
            case STATUS_SHARING_VIOLATION, STATUS_DELETE_PENDING, STATUS_FILE_LOCK_CONFLICT, STATUS_LOCK_NOT_GRANTED ->
                new InUse(shown, name);
            default -> new FileSystemException(shown, null, name);
        };
        e.initCause(cause);
        return e;
    }

    /** A connection that broke, or an answer that did not come in time. */
    static ConnectionLost lost(String shown, Throwable e) {
        return new ConnectionLost(shown, why(e), e);
    }

    /** The reason at the bottom of a failure of the connection. */
    static String why(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof TimeoutException) {
            return "no answer in time";
        }
        if (deepest instanceof UnknownHostException) {
            return "there is no host of this name";
        }
        String text = deepest.getMessage();
        if (deepest instanceof ConnectException && text != null) {
            return text;
        }
        return deepest.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    /** Why somebody was not let in. */
    static IOException refused(SMBRuntimeException e, SmbLocation where, SmbCredentials credentials) {
        if (!(e instanceof SMBApiException answer)) {
            return lost(where.root(), e);
        }
        NtStatus status = answer.getStatus();
        IOException result = switch (status) {
            case STATUS_BAD_NETWORK_NAME, STATUS_OBJECT_NAME_NOT_FOUND ->
                new FileSystemException(where.root(), null, "the server has no such share (" + status + ")");
            case STATUS_ACCESS_DENIED,
                    STATUS_LOGON_FAILURE,
                    STATUS_LOGON_TYPE_NOT_GRANTED,
                    STATUS_ACCOUNT_DISABLED,
                    STATUS_PASSWORD_EXPIRED ->
                new AccessDeniedException(where.root(), null, "not as " + credentials.shown() + " (" + status + ")");
            default -> of(status, answer.getStatusCode(), where.root(), e);
        };
        if (result.getCause() == null) {
            result.initCause(e);
        }
        return result;
    }
}
