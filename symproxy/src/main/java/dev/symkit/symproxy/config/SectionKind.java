// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sections of the configuration, in the order of the reference. */
enum SectionKind {
    SERVER,
    TLS,
    AUTH,
    DIRECTORY,
    UPSTREAM,
    MISSES,
    BLACKOUT,
    FILL,
    INDEX,
    AGING,
    UPLOAD,
    STORAGE,
    LOG,
    STATUS;

    /** As in the file. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there can be several, each with a name of its own. */
    boolean named() {
        return this == DIRECTORY || this == UPSTREAM;
    }

    /** Its keys. */
    List<ConfigKey<?>> keys() {
        return switch (this) {
            case SERVER -> ServerKeys.ALL;
            case TLS -> TlsKeys.ALL;
            case AUTH -> AuthKeys.ALL;
            case DIRECTORY -> DirectoryKeys.ALL;
            case UPSTREAM -> UpstreamKeys.ALL;
            case MISSES -> MissKeys.ALL;
            case BLACKOUT -> BlackoutKeys.ALL;
            case FILL -> FillKeys.ALL;
            case INDEX -> IndexKeys.ALL;
            case AGING -> AgingKeys.ALL;
            case UPLOAD -> UploadKeys.ALL;
            case STORAGE -> StorageKeys.ALL;
            case LOG -> LogKeys.ALL;
            case STATUS -> StatusKeys.ALL;
        };
    }

    /** In front of keys whose end is free; empty if there are none. */
    String freeKeys() {
        return this == UPSTREAM ? UpstreamKeys.HEADERS : "";
    }

    /** The kind of a section's name in lower case. */
    static Optional<SectionKind> of(String title) {
        for (SectionKind kind : values()) {
            if (kind.title().equals(title)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
