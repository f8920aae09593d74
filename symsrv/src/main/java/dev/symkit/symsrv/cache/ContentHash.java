// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Index strings of the form {@code sha1-} and the SHA-1 of the file in hex (dotnet/symstore, SSQP key conventions). */
final class ContentHash {
    private static final String START = "sha1-";
    private static final int COPY = 1 << 16;

    private ContentHash() {}

    /** Whether an index has the form. */
    static boolean is(String index) {
        return index.toLowerCase(Locale.ROOT).startsWith(START);
    }

    /** The index of a file. Reads all of it. */
    static String of(ByteSource file) throws IOException {
        MessageDigest digest = digest();
        byte[] bytes = new byte[COPY];
        for (long at = 0; at < file.size(); ) {
            int length = (int) Math.min(bytes.length, file.size() - at);
            file.read(at, bytes, 0, length);
            digest.update(bytes, 0, length);
            at += length;
        }
        return START + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1"); // an address of content, no protection
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
