// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The keys of {@code [directory NAME]}: one symbol store below a URL. */
public final class DirectoryKeys {
    private static final Keys KEYS = new Keys("directory");

    public static final ConfigKey<Path> PATH = KEYS.optional("path", ValueType.PATH, "Directory on disk.");
    public static final ConfigKey<Kind> KIND =
            KEYS.key("kind", ValueType.word(Kind.class), "cache", "What the directory is.");
    public static final ConfigKey<List<String>> UPSTREAM =
            KEYS.key("upstream", ValueType.LIST, "", "Names of upstreams that fill it, asked in this order.");
    public static final ConfigKey<Integer> TIERS =
            KEYS.key("tiers", ValueType.oneOf(1, 2), "1", "Tiers of what is written, and what index2.txt says.");
    public static final ConfigKey<Casing> CASING =
            KEYS.key("casing", ValueType.word(Casing.class), "lower", "Case of names of directories that are made.");
    public static final ConfigKey<Pointers> POINTERS =
            KEYS.key("pointers", ValueType.word(Pointers.class), "none", "What becomes of file.ptr.");
    public static final ConfigKey<List<String>> POINTERS_ROOTS = KEYS.key(
            "pointers.roots",
            ValueType.LIST,
            "",
            "Directories and shares that pointers may lead to; without one they lead nowhere outside the store.");
    public static final ConfigKey<Boolean> UPLOADS =
            KEYS.key("uploads", ValueType.FLAG, "off", "Whether files can be uploaded; needs kind store or mixed.");
    public static final ConfigKey<Mode> MODE =
            KEYS.key("mode", ValueType.word(Mode.class), "serve", "Whether files are sent, or only fetched.");
    public static final ConfigKey<ServeCompressed> SERVE_COMPRESSED = KEYS.key(
            "serveCompressed",
            ValueType.word(ServeCompressed.class),
            "auto",
            "When the compressed form of a file is sent.");
    public static final ConfigKey<Boolean> CONTENT_ENCODING = KEYS.key(
            "contentEncoding",
            ValueType.FLAG,
            "off",
            "Whether files of 1 MiB and more are sent compressed (zstd, gzip) to clients that take it; copies are kept on disk.");
    public static final ConfigKey<Boolean> LISTING = KEYS.key(
            "listing",
            ValueType.FLAG,
            "off",
            "Whether who may read it may look into it, in a browser or as JSON; if not, only names that are known can be asked for.");
    public static final ConfigKey<SpaceLimit> QUOTA =
            KEYS.key("quota", ValueType.SPACE, "80%", "Most bytes of a cache, or share of the disk.");
    public static final ConfigKey<SpaceLimit> MIN_FREE_DISK = KEYS.key(
            "minFreeDisk",
            ValueType.SPACE,
            "5%",
            "Space that stays free on the disk of a cache, and that compressed copies leave free on any.");
    public static final ConfigKey<Evict> EVICT =
            KEYS.key("evict", ValueType.word(Evict.class), "lru", "What goes first where space is short.");
    public static final ConfigKey<Duration> MAX_UNUSED = KEYS.key(
            "maxUnused",
            ValueType.DURATION,
            "90d",
            "Files of a cache that nobody asked for so long are deleted; 0 for never.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** Names that no directory can have, in lower case: the server has its own use for them. */
    public static final Set<String> RESERVED = Set.of("-", "buildid", "robots.txt", "swagger.json", "favicon.ico");

    /** What a directory is. */
    public enum Kind {
        /** A cache of ours: no 000Admin, files may be deleted. */
        CACHE,
        /** A store that SymStore manages; nothing is deleted. */
        STORE,
        /** Both: only what has no refs.ptr is deleted. */
        MIXED
    }

    /** Case of names that are made. */
    public enum Casing {
        /** Lower. */
        LOWER,
        /** As first asked for or uploaded. */
        PRESERVE
    }

    /** What becomes of pointers. */
    public enum Pointers {
        /** Nothing; they are not there. */
        NONE,
        /** The file they lead to is sent. */
        FOLLOW,
        /** They are sent as they are too. */
        EXPOSE
    }

    /** Whether files are sent. */
    public enum Mode {
        /** Yes. */
        SERVE,
        /** No: each request fetches the file and hears 404, for clients that read the directory itself. */
        FILL_ONLY
    }

    /** When compressed files are sent. */
    public enum ServeCompressed {
        /** When there is no other form. */
        AUTO,
        /** Whenever asked for, from upstream too. */
        ALWAYS
    }

    /** What is deleted first. */
    public enum Evict {
        /** What was not asked for longest. */
        LRU,
        /** What is there longest. */
        AGE
    }

    private DirectoryKeys() {}
}
