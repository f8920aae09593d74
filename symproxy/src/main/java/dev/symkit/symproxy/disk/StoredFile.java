// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.symproxy.web.FileVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file that can be sent.
 *
 * @param path where it is
 * @param size in bytes
 * @param modified when it was changed, milliseconds since 1970
 * @param digest the first eight bytes of its SHA-256; 0 if they are not known yet
 */
public record StoredFile(Path path, long size, long modified, long digest) {
    /** What conditions of requests are compared with. The tag is {@code "<size, hex>-<first 16 digits of the SHA-256>"}. */
    public FileVersion version() {
        Optional<String> tag = digest == 0 ? Optional.empty() : Optional.of('"' + tag(size, digest) + '"');
        return new FileVersion(size, Instant.ofEpochMilli(modified), tag);
    }

    /** What tells a content from all others: {@code <size, hex>-<first 16 digits of the SHA-256>}. */
    static String tag(long size, long digest) {
        return Long.toHexString(size) + "-" + HexFormat.of().toHexDigits(digest);
    }

    /** Whether it is the same file as far as size and time tell. */
    boolean isSame(long otherSize, long otherModified) {
        return size == otherSize && modified == otherModified;
    }
}
