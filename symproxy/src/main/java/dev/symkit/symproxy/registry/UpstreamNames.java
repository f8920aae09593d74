// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes symbol paths apart and names each store in them once: by its server and, of a share, by the share too. Confined to one thread. */
final class UpstreamNames {
    private static final Pattern HTTP =
            Pattern.compile("https?://(?:[^/?#]*@)?([^/:?#]+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String SRV = "srv*";
    private static final String SYMSRV = "symsrv*";

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> urls = new LinkedHashMap<>();

    /** The stores of a path in order: entries between semicolons; {@code srv*A*B} is A and B. */
    static List<String> entries(String path) {
        List<String> all = new ArrayList<>();
        for (String part : path.split(";", -1)) {
            String entry = part.strip();
            String lower = entry.toLowerCase(Locale.ROOT);
            int star = lower.startsWith(SRV)
                    ? SRV.length()
                    : lower.startsWith(SYMSRV) ? lower.indexOf('*', SYMSRV.length()) + 1 : 0;
            List<String> stores = star == 0
                    ? List.of(entry)
                    : Arrays.asList(entry.substring(star).split("\\*", -1));
            stores.stream().map(String::strip).filter(store -> !store.isEmpty()).forEach(all::add);
        }
        return all;
    }

    /** Whether a store can stand in a configuration, where a mark of a comment behind a blank would end it. */
    static boolean isWritable(String store) {
        return store.chars().noneMatch(Character::isISOControl) && !store.contains(" #") && !store.startsWith("#");
    }

    /** The name of a store; the same for the same place. */
    String name(String store) {
        String place = store.toLowerCase(Locale.ROOT).replaceAll("[/\\\\]+$", "");
        String known = names.get(place);
        if (known != null) {
            return known;
        }
        String base = base(place);
        String name = base;
        for (int i = 2; urls.containsKey(name); i++) {
            name = base + "-" + i;
        }
        names.put(place, name);
        urls.put(name, store);
        return name;
    }

    private static String base(String place) {
        Matcher http = HTTP.matcher(place);
        String text = http.matches()
                ? http.group(1)
                : String.join(
                        "-",
                        Arrays.stream(place.split("[/\\\\]", -1))
                                .filter(part -> !part.isEmpty())
                                .limit(2)
                                .toList());
        String name = text.replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return name.isEmpty() ? "store" : name;
    }

    /** All names with their stores, in the order in which they were named. */
    Map<String, String> all() {
        return urls;
    }
}
