// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.util.ArrayList;
import java.util.List;

/** The reference of all keys, in Markdown, made from the table of the keys itself. */
public final class ConfigReference {
    private ConfigReference() {}

    /** The lines: a table for each section. */
    public static List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (SectionKind kind : SectionKind.values()) {
            lines.add("### `[" + kind.title() + (kind.named() ? " NAME" : "") + "]`");
            lines.add("");
            lines.add("| key | value | default | |");
            lines.add("|---|---|---|---|");
            for (ConfigKey<?> key : kind.keys()) {
                String fallback = key.fallback()
                        .filter(text -> !text.isEmpty())
                        .map(text -> "`" + text + "`")
                        .orElse("");
                lines.add("| `" + key.name() + "` | " + cell(key.type().wanted()) + " | " + fallback + " | "
                        + cell(key.meaning()) + " |");
            }
            if (!kind.freeKeys().isEmpty()) {
                lines.add("| `" + kind.freeKeys() + "NAME` | text | | A request header; its value is secret. |");
            }
            lines.add("");
        }
        return lines;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
