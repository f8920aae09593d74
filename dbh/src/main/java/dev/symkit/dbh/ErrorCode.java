// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Numbers of Windows errors for what goes wrong (dbh.md 2.5), and the line that tells one. */
public final class ErrorCode {
    /** There is no such file. */
    public static final int FILE_NOT_FOUND = 2;
    /** There is no such directory. */
    public static final int PATH_NOT_FOUND = 3;
    /** The file may not be read. */
    public static final int ACCESS_DENIED = 5;
    /** No module is loaded. */
    public static final int NO_MODULE = 6;
    /** The file is of no kind that has an index. */
    public static final int BAD_FORMAT = 0xB;
    /** The file is damaged. */
    public static final int INVALID_DATA = 0xD;
    /** Any other failure. */
    public static final int GENERAL_FAILURE = 0x1F;
    /** Cannot be done. */
    public static final int NOT_SUPPORTED = 0x32;
    /** The file is there already. */
    public static final int FILE_EXISTS = 0x50;
    /** A name that no file has. */
    public static final int INVALID_NAME = 0x7B;

    /** There is no module of that name or at that address. */
    public static final int MODULE_NOT_FOUND = 0x7E;
    /** Nothing is at that address. */
    public static final int INVALID_ADDRESS = 0x1E7;

    private static final int FACILITY = 0xFFFF0000;

    private ErrorCode() {}

    /** Says that a function of DbgHelp would have failed. */
    public static void tell(Session session, long code, String function) {
        session.out().line("error 0x" + Long.toHexString(code) + " calling " + function + "()");
    }

    /** The number of a failure: of one of the exceptions that reading, storing and names bring, or a general one. */
    public static int of(Exception failure) {
        if (failure instanceof FormatException) {
            return INVALID_DATA;
        }
        if (failure instanceof NoSuchFileException) {
            return FILE_NOT_FOUND;
        }
        if (failure instanceof NotDirectoryException) {
            return PATH_NOT_FOUND;
        }
        if (failure instanceof AccessDeniedException) {
            return ACCESS_DENIED;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return FILE_EXISTS;
        }
        if (failure instanceof UnsupportedOperationException) {
            return NOT_SUPPORTED;
        }
        if (failure instanceof IllegalKeyException || failure instanceof InvalidPathException) {
            return INVALID_NAME;
        }
        return failure instanceof IOException && failure.getCause() instanceof Exception cause
                ? of(cause)
                : GENERAL_FAILURE;
    }

    /** The number of a look-up's result: the Windows error in it, or the whole of a code that holds none. */
    public static long of(ResultCode code) {
        return (code.value() & FACILITY) == (ResultCode.FILE_NOT_FOUND.value() & FACILITY)
                ? code.value() & ~FACILITY
                : Integer.toUnsignedLong(code.value());
    }
}
