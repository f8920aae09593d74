// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What came of a look-up. */
public sealed interface LookupResult {
    /** What was asked for, in order. */
    List<Attempt> attempts();

    /** A text of the store for the user, for example of a {@code file.ptr} with {@code MSG:}. */
    Optional<String> message();

    /**
     * The file is there.
     *
     * @param path the local file
     * @param store where it was found, secrets masked
     * @param temporary whether the caller has to delete it, and a directory {@code symsrv-...} that it is alone in
     */
    record Found(Path path, String store, boolean temporary, Optional<String> message, List<Attempt> attempts)
            implements LookupResult {
        /** Copies the list. */
        public Found {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * The file was found and, as asked, left where it is: at a place that only the network leads to.
     *
     * @param location URL or path, secrets masked
     * @param store where it was found, secrets masked
     */
    record Located(String location, String store, Optional<String> message, List<Attempt> attempts)
            implements LookupResult {
        /** Copies the list. */
        public Located {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * There is no file, or none that may be used.
     *
     * @param status why, the most telling of all stores
     * @param code the same as SymSrv says it
     * @param reason the same in words
     */
    record NotFound(Status status, ResultCode code, String reason, Optional<String> message, List<Attempt> attempts)
            implements LookupResult {
        /** Copies the list. */
        public NotFound {
            attempts = List.copyOf(attempts);
        }
    }
}
