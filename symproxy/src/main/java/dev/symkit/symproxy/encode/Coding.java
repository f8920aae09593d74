// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.encode;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.symkit.symproxy.web.AcceptEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Codings of contents that files are sent in, the better one first. */
public enum Coding {
    /** Zstandard (RFC 8878), level 3 with a checksum; its window of 2 MiB is within what RFC 9659 lets clients ask for. */
    ZSTD(".zst"),
    /** Gzip (RFC 1952). */
    GZIP(".gz");

    private static final int LEVEL = 3;
    private static final int BUFFER = 64 << 10;

    private final String extension;

    Coding(String extension) {
        this.extension = extension;
    }

    /** Its name in header fields. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What names of files in it end with. */
    String extension() {
        return extension;
    }

    /** A stream that writes to another one in this coding. Closing it closes the other. */
    OutputStream over(OutputStream out) throws IOException {
        return switch (this) {
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out, LEVEL).setChecksum(true);
            case GZIP -> new GZIPOutputStream(out, BUFFER);
        };
    }

    /** The codings that a client takes, those it likes best first. */
    public static List<Coding> accepted(AcceptEncoding wish) {
        return Arrays.stream(values())
                .filter(each -> wish.quality(each.token()) > 0)
                .sorted(Comparator.comparing((Coding each) -> -wish.quality(each.token()))) // keeps ours where equal
                .toList();
    }
}
