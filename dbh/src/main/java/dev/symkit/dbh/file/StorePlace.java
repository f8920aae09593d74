// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import dev.symkit.dbh.Session;
import dev.symkit.path.UncPath;
import dev.symkit.path.UrlText;
import java.nio.file.InvalidPathException;

/**
 * Where a store is, as the library wants it. Immutable.
 *
 * @param text a URL, a share, an element of a symbol path, or an absolute directory
 */
public record StorePlace(String text) {
    /**
     * The place that a user wrote; a relative directory starts from the working directory.
     *
     * @throws InvalidPathException if the platform has no such directory
     */
    public static StorePlace of(Session session, String written) {
        boolean known = UrlText.is(written)
                || UrlText.isBucket(written)
                || UncPath.isCertain(written)
                || written.indexOf('*') >= 0;
        return new StorePlace(
                known ? written : session.around().resolve(written).toString());
    }

    /** Whether it is on a server. */
    public boolean isUrl() {
        return UrlText.is(text) || UrlText.isBucket(text);
    }
}
