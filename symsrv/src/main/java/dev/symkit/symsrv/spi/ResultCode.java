// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import java.util.HexFormat;

/**
 * A result as SymSrv reports it, an HRESULT. Facility Win32 is {@code 0x80070000} + error, HTTP {@code 0x80190000} + status, Internet
 * {@code 0x800C0000} + WinINet error (symsrv.md 15.2).
 *
 * @param value the 32 bits
 */
public record ResultCode(int value) {
    public static final ResultCode OK = new ResultCode(0);
    public static final ResultCode FILE_NOT_FOUND = win32(2);
    public static final ResultCode PATH_NOT_FOUND = win32(3);
    public static final ResultCode ACCESS_DENIED = win32(5);
    public static final ResultCode BAD_FORMAT = win32(0x0B);
    public static final ResultCode INVALID_DATA = win32(0x0D);
    public static final ResultCode BAD_NETWORK_PATH = win32(0x35);
    public static final ResultCode NAME_TOO_LONG = win32(0xCE);
    public static final ResultCode CANCELLED = win32(0x4C7);
    public static final ResultCode APP_HANG = win32(0x512);
    public static final ResultCode FILE_CORRUPT = win32(0x570);
    public static final ResultCode TIMEOUT = win32(0x5B4);
    public static final ResultCode HTTP_TIMEOUT = internet(0x2EE2);
    public static final ResultCode NAME_NOT_RESOLVED = internet(0x2EE7);
    public static final ResultCode CANNOT_CONNECT = internet(0x2EFD);
    public static final ResultCode CONNECTION_RESET = internet(0x2EFF);
    public static final ResultCode SECURE_FAILURE = internet(0x2F7D);

    private static final int WIN32 = 0x80070000;
    private static final int HTTP = 0x80190000;
    private static final int INTERNET = 0x800C0000;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int PROXY_UNAUTHORIZED = 407;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** The code of a Windows error. */
    public static ResultCode win32(int error) {
        return new ResultCode(WIN32 + error);
    }

    /** The code of an HTTP status. */
    public static ResultCode http(int status) {
        return new ResultCode(HTTP + status);
    }

    /** The code of a WinINet error. */
    public static ResultCode internet(int error) {
        return new ResultCode(INTERNET + error);
    }

    /** What the code means for a look-up. An unknown one is a failure to ask. */
    public Status status() {
        if (value == 0) {
            return Status.FOUND;
        }
        int facility = value & 0xFFFF0000;
        int error = value & 0xFFFF;
        if (facility == HTTP) {
            return switch (error) {
                case UNAUTHORIZED, FORBIDDEN, PROXY_UNAUTHORIZED -> Status.DENIED;
                case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> Status.UNAVAILABLE;
                default -> error >= SERVER_ERROR ? Status.UNAVAILABLE : Status.MISS;
            };
        }
        if (facility != WIN32) {
            return Status.UNAVAILABLE;
        }
        return switch (error) {
            case 2, 3 -> Status.MISS;
            case 5 -> Status.DENIED;
            case 0x0B, 0x0D, 0x570 -> Status.BAD_FILE;
            case 0xCE -> Status.BAD_KEY;
            case 0x4C7 -> Status.CANCELLED;
            case 0x512 -> Status.RETRY_LATER;
            default -> Status.UNAVAILABLE;
        };
    }

    /** {@code 0x} and eight hex digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits(value);
    }
}
