// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.StorageFile;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ETags as contents: the MD5 of an object that was written at once, and of an upload in parts the MD5 of the MD5s of its parts with their number.
 * Parts are taken to have the usual size of 8 MiB, which is ours too. With some kinds of encryption at rest a server uses other tags.
 */
final class S3Tags {
    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern PARTS = Pattern.compile("[0-9a-f]{32}-([0-9]{1,5})");
    private static final int BLOCK = 1 << 20;

    private S3Tags() {}

    /** Whether a tag is that of a content; empty if it does not tell. */
    static Optional<Boolean> matches(String tag, StorageFile content) throws IOException {
        if (WHOLE.matcher(tag).matches()) {
            // one that differs may be a random one
            return md5(content, 0, content.size()).equals(tag) ? Optional.of(true) : Optional.empty();
        }
        Matcher parts = PARTS.matcher(tag);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(parts.group(1));
        long size = content.size();
        if (count != Math.max(1, (size + S3Output.PART - 1) / S3Output.PART) || count > S3Output.PARTS_OF_A_SIZE) {
            return Optional.empty(); // parts of another size
        }
        MessageDigest all = digest();
        for (int i = 0; i < count; i++) {
            long at = (long) i * S3Output.PART;
            all.update(HexFormat.of().parseHex(md5(content, at, Math.min(S3Output.PART, size - at))));
        }
        return Optional.of(tag.equals(HexFormat.of().formatHex(all.digest()) + "-" + count));
    }

    private static String md5(StorageFile content, long from, long length) throws IOException {
        MessageDigest digest = digest();
        byte[] block = new byte[(int) Math.min(BLOCK, length)];
        for (long at = 0; at < length; ) {
            int some = (int) Math.min(block.length, length - at);
            content.read(from + at, block, 0, some);
            digest.update(block, 0, some);
            at += some;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
