// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [storage]}: where the files of all directories are kept (symproxy.md 14.4). */
public final class StorageKeys {
    /** Stands for the name of a directory in {@link #URL}. */
    public static final String DIRECTORY = "{directory}";

    /** What an upstream is called that is the bucket; none of the configuration has that name then. */
    public static final String NAME = "storage";

    private static final Keys KEYS = new Keys(NAME);

    public static final ConfigKey<Backend> BACKEND = KEYS.key(
            "backend",
            ValueType.word(Backend.class),
            "disk",
            "Whether files are kept in the directories on disk, or in a bucket in front of which each directory is a cache.");
    public static final ConfigKey<String> URL = KEYS.optional(
            "url",
            ValueType.TEXT,
            "The bucket, as s3://bucket/prefix; {directory} in it stands for the name of the directory.");
    public static final ConfigKey<On403> ON403 = KEYS.key(
            "on403",
            ValueType.word(On403.class),
            "deny",
            "What 403 means: no access; or a file that is not there, where the right to list the bucket is missing.");
    public static final ConfigKey<Integer> MAX_CONCURRENT = KEYS.key(
            "maxConcurrent", ValueType.NUMBER_FROM_1, "32", "Most files read from the bucket at the same time.");
    public static final ConfigKey<Integer> WRITERS =
            KEYS.key("writers", ValueType.NUMBER_FROM_1, "4", "Most files written to the bucket at the same time.");
    public static final ConfigKey<Integer> MAX_QUEUE = KEYS.key(
            "maxQueue",
            ValueType.NUMBER_FROM_1,
            "1000",
            "Most files that wait to be written to the bucket; further ones are not kept there.");

    public static final ConfigKey<Delivery> DELIVERY = KEYS.key(
            "delivery",
            ValueType.word(Delivery.class),
            "stream",
            "Whether files of the bucket are sent from here and kept on disk, or clients are sent to the bucket with a signed URL.");
    public static final ConfigKey<Duration> REDIRECT_LIFE =
            KEYS.key("redirectLife", ValueType.DURATION, "10m", "How long such a URL is good for, at most 7 days.");
    public static final ConfigKey<Duration> MAX_AGE = KEYS.key(
            "maxAge",
            ValueType.DURATION,
            "0",
            "How long the bucket keeps copies of what upstreams have, from when they were stored; 0 for ever. What was added or uploaded stays.");
    public static final ConfigKey<Duration> AGING_INTERVAL = KEYS.key(
            "agingInterval",
            ValueType.DURATION,
            "24h",
            "How often one of the servers looks for copies that are older.");
    public static final ConfigKey<Duration> POLL = KEYS.key(
            "poll",
            ValueType.DURATION,
            "10s",
            "How often the bucket is asked for transactions of others, whose files are served from then on.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** Where files are kept. */
    public enum Backend {
        /** In the directories. */
        DISK,
        /** In a bucket. */
        S3
    }

    /** How files of a bucket come to clients. */
    public enum Delivery {
        /** Through this server. */
        STREAM,
        /** From the bucket. */
        REDIRECT
    }

    /** What the status 403 of a bucket means. */
    public enum On403 {
        /** No access. */
        DENY,
        /** A miss. */
        MISS
    }

    /** Whether files are kept in a bucket. */
    public static boolean isBucket(Configuration all) {
        return all.get(BACKEND) == Backend.S3;
    }

    /** Whether what a directory has on disk may go at any time: it is kept elsewhere, or can be fetched again. */
    public static boolean isCache(ConfigSection directory, Configuration all) {
        return directory.get(DirectoryKeys.KIND) == DirectoryKeys.Kind.CACHE || isBucket(all);
    }

    private StorageKeys() {}
}
