// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [upload]}: what may be uploaded. */
public final class UploadKeys {
    private static final Keys KEYS = new Keys("upload");

    public static final ConfigKey<Long> MAX_FILE = KEYS.key("maxFile", ValueType.BYTES, "16G", "Largest file.");
    public static final ConfigKey<Long> MAX_REQUEST = KEYS.key("maxRequest", ValueType.BYTES, "4G", "Largest ZIP.");
    public static final ConfigKey<Integer> MAX_MEMBERS =
            KEYS.key("maxMembers", ValueType.NUMBER_FROM_1, "100000", "Most files in a ZIP.");
    public static final ConfigKey<Integer> MAX_RATIO =
            KEYS.key("maxRatio", ValueType.NUMBER_FROM_1, "200", "How much larger a file may be than in the ZIP.");
    public static final ConfigKey<List<String>> REJECT =
            KEYS.key("reject", ValueType.LIST, "", "Patterns of file names that are refused.");
    public static final ConfigKey<Boolean> REQUIRE_PUBLIC =
            KEYS.key("requirePublic", ValueType.FLAG, "off", "Whether PDBs with private symbols are refused.");
    public static final ConfigKey<List<String>> ALLOWED_HOSTS =
            KEYS.key("allowedHosts", ValueType.LIST, "", "Hosts a ZIP may be fetched from; without one none is.");
    public static final ConfigKey<Duration> SESSION_IDLE =
            KEYS.key("sessionIdle", ValueType.DURATION, "24h", "How long an open transaction may rest.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private UploadKeys() {}
}
