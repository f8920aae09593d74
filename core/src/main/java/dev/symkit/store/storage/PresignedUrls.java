// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A storage that can let others fetch a file from its server for a while, without credentials of their own. Thread-safe. */
public interface PresignedUrls {
    /**
     * A URL with which anybody can fetch a file, by an HTTP GET. The server is not asked: there may be no such file. The URL is a secret.
     *
     * @param path the file, relative to the root
     * @param life how long it is good for, from a second to seven days
     * @return empty if there are no credentials to sign with, because they are not wanted
     * @throws IllegalArgumentException if the path is none of a store, or the life is too short or too long
     * @throws IOException if it cannot be signed
     */
    Optional<URI> presign(String path, Duration life) throws IOException;
}
