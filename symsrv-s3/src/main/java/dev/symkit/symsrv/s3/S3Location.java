// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.path.UrlText;
import dev.symkit.store.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a store is: {@code s3://bucket/prefix}, or {@code bucket=...*prefix=...} as a symbol path has it behind {@code s3.dll}.
 *
 * @param bucket name of the bucket
 * @param prefix what the keys of all objects of the store begin with, without a slash at its ends; empty for the whole bucket
 */
record S3Location(String bucket, String prefix) {
    private static final String SCHEME = "s3://";
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    /** Whether a text has the form {@code s3://...}. */
    static boolean is(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /** @throws StoreException {@code NOT_A_STORE} if there is no bucket or it, or the prefix, cannot be one */
    static S3Location parse(String text) throws StoreException {
        if (!is(text)) {
            throw refused(text, "it does not begin with s3://");
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        return of(text, bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    /**
     * Reads {@code bucket=...*prefix=...}; parts in any order, the prefix may be missing.
     *
     * @throws StoreException as {@link #parse}, and for parts of other names
     */
    static S3Location parseParameters(String text) throws StoreException {
        String bucket = "";
        String prefix = "";
        for (String part : text.split("\\*", -1)) {
            String lower = part.toLowerCase(Locale.ROOT);
            if (lower.startsWith("bucket=")) {
                bucket = part.substring("bucket=".length());
            } else if (lower.startsWith("prefix=")) {
                prefix = part.substring("prefix=".length());
            } else if (is(part)) {
                return parse(part);
            } else if (!part.isEmpty()) {
                throw refused(text, "'" + shown(part) + "' is neither bucket=NAME nor prefix=PREFIX");
            }
        }
        return of(text, bucket, prefix);
    }

    private static S3Location of(String text, String bucket, String prefix) throws StoreException {
        if (bucket.isEmpty()) {
            throw refused(text, "the name of a bucket is missing");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw refused(text, "'" + (bucket.indexOf('@') < 0 ? bucket : "***") + "' cannot be the name of a bucket");
        }
        List<String> parts = new ArrayList<>();
        for (String part : prefix.split("/", -1)) {
            if (part.equals(".") || part.equals("..") || part.chars().anyMatch(c -> c < ' ' || c == '\\')) {
                throw refused(text, "'" + part + "' cannot be part of a prefix");
            }
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return new S3Location(bucket, String.join("/", parts));
    }

    private static StoreException refused(String text, String why) {
        return new StoreException(
                StoreException.Reason.NOT_A_STORE, "'" + shown(text) + "' is no store in a bucket: " + why);
    }

    /** A text without what may be an account that somebody wrote in front of the bucket. */
    private static String shown(String text) {
        return text.indexOf('@') < 0 ? text : UrlText.masked(is(text) ? text : SCHEME + text);
    }

    /** The key of the object at a path below the store; of the store itself for the empty path. */
    String key(String path) {
        if (prefix.isEmpty() || path.isEmpty()) {
            return prefix + path;
        }
        return prefix + "/" + path;
    }

    /** What the keys of all objects in a directory of the store begin with. */
    String below(String directory) {
        String key = key(directory);
        return key.isEmpty() ? "" : key + "/";
    }

    /** {@code s3://bucket/prefix}. */
    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
