// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.config;

import dev.symkit.path.IniSettings;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a {@code [store ...]} section. */
final class StoreOptions {
    private static final int ALL = 0xFF;
    private static final int MOST_CONNECTIONS = 1000;
    private static final String HEADER = "http.header.";

    private StoreOptions() {}

    /**
     * The settings of a section.
     *
     * @param file name of the file for messages
     * @param warnings hears of keys and values that mean nothing
     */
    static StoreSettings read(IniSettings section, String file, Consumer<String> warnings) {
        Map<String, Values.Value> texts = new HashMap<>();
        Map<String, String> spellings = new HashMap<>();
        section.values().forEach((key, entry) -> {
            texts.put(key, new Values.Value(entry.value(), file + ":" + entry.line()));
            spellings.put(key, entry.key());
        });
        Values values = new Values(texts, warnings);
        StoreSettings none = StoreSettings.DEFAULT;
        StoreSettings settings = new StoreSettings(
                values.word("casing", StoreSettings.Casing.class, none.casing()),
                values.flag("caseRetry", none.caseRetry()),
                values.number("tiers", 2, none.tiers()),
                values.number("uriFilter", ALL, none.uriFilter()),
                values.word("on403", StoreSettings.On403.class, none.on403()),
                values.word("ranges", StoreSettings.Ranges.class, none.ranges()),
                values.word("probe", StoreSettings.Probe.class, none.probe()),
                values.word("pointers", StoreSettings.Pointers.class, none.pointers()),
                values.number("maxConcurrent", MOST_CONNECTIONS, none.maxConcurrent()),
                values.startingWith(HEADER, spellings),
                auth(values));
        values.tellUnknown();
        return settings;
    }

    private static AuthSettings auth(Values values) {
        return new AuthSettings(
                values.word("auth", AuthSettings.Kind.class, AuthSettings.Kind.UNSET),
                values.text("auth.user").orElse(""),
                values.path("auth.secretFile"),
                values.text("auth.secretEnv"),
                values.path("auth.certificate"));
    }
}
