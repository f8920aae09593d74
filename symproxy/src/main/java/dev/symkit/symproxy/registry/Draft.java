// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration that is being written. Confined to one thread. */
final class Draft {
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    /** Begins a section, unless it is there. */
    void section(String head) {
        sections.computeIfAbsent(head, same -> new ArrayList<>());
    }

    /** Adds a line to a section; one without lines so far comes behind all others. */
    void line(String head, String line) {
        section(head);
        sections.getOrDefault(head, List.of()).add(line);
    }

    /** The text of a file. */
    List<String> lines() {
        List<String> all = new ArrayList<>();
        sections.forEach((head, lines) -> {
            if (!lines.isEmpty()) {
                all.add("");
                all.add("[" + head + "]");
                all.addAll(lines);
            }
        });
        return all;
    }
}
