// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that was asked for by name and index.
 *
 * @param path where it is; empty if it was not found
 * @param temporary whether it has to be deleted
 * @param error the Windows error that says why there is none; 0 if there is one
 */
public record Fetched(Optional<Path> path, boolean temporary, int error) {
    private static final int FILE_NOT_FOUND = 2;
    private static final int ACCESS_DENIED = 5;
    private static final int INVALID_DATA = 13;
    private static final int BAD_NETWORK_PATH = 53;
    private static final int DISK_FULL = 112;
    private static final int TIMEOUT = 121;

    /** The same without anybody who listens. */
    public static Fetched from(List<SymbolPlace> places, String name, String index) {
        return from(places, name, index, LookupListener.NONE);
    }

    /** Asks places one after the other until one has the file; the error is the most telling one. */
    public static Fetched from(List<SymbolPlace> places, String name, String index, LookupListener listener) {
        LookupRequest request;
        try {
            request = LookupRequest.of(SymbolKey.of(name, index));
        } catch (IllegalKeyException e) {
            return missing(FILE_NOT_FOUND);
        }
        int error = FILE_NOT_FOUND;
        for (SymbolPlace place : places) {
            LookupResult result = place.find(request, listener);
            if (result instanceof LookupResult.Found found) {
                return new Fetched(Optional.of(found.path()), found.temporary(), 0);
            }
            if (result instanceof LookupResult.NotFound missing && error == FILE_NOT_FOUND) {
                error = error(missing);
            }
        }
        return missing(error);
    }

    private static Fetched missing(int error) {
        return new Fetched(Optional.empty(), false, error);
    }

    /** symchk.md 4.3 (our choice). */
    private static int error(LookupResult.NotFound result) {
        ResultCode code = result.code();
        if (code.equals(ResultCode.win32(DISK_FULL))) {
            return DISK_FULL;
        }
        if (code.equals(ResultCode.TIMEOUT) || code.equals(ResultCode.HTTP_TIMEOUT)) {
            return TIMEOUT;
        }
        Status status = result.status();
        return switch (status) {
            case DENIED -> ACCESS_DENIED;
            case BAD_FILE -> INVALID_DATA;
            case UNAVAILABLE, RETRY_LATER -> BAD_NETWORK_PATH;
            case FOUND, MISS, EXCLUDED, BAD_KEY, CANCELLED -> FILE_NOT_FOUND;
        };
    }
}
