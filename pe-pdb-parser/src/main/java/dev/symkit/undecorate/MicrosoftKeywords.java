// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_32_BIT_DECODE;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_ALLOCATION_LANGUAGE;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_ALLOCATION_MODEL;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_LEADING_UNDERSCORES;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_MS_KEYWORDS;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_PTR64;

import dev.symkit.undecorate.tree.Convention;
import java.util.EnumMap;
import java.util.Map;

/** Microsoft's keywords as the flags want them; a keyword that is left out is an empty text. */
final class MicrosoftKeywords {
    final String wide;
    final String unaligned;
    final String pointer64;
    final String restrict;
    final String based;

    private final Map<Convention, String> conventions = new EnumMap<>(Convention.class);

    MicrosoftKeywords(int flags) {
        boolean none = (flags & UNDNAME_NO_MS_KEYWORDS) != 0;
        int from = (flags & UNDNAME_NO_LEADING_UNDERSCORES) != 0 ? 2 : 0;
        wide = none ? "" : "__w64 ".substring(from);
        unaligned = none ? "" : "__unaligned ".substring(from);
        pointer64 = none || (flags & (UNDNAME_32_BIT_DECODE | UNDNAME_NO_PTR64)) != 0
                ? ""
                : " " + "__ptr64".substring(from);
        restrict = none ? "" : " " + "__restrict".substring(from);
        based = none || (flags & UNDNAME_NO_ALLOCATION_MODEL) != 0 ? "" : "__based(".substring(from);
        boolean quiet = none || (flags & UNDNAME_NO_ALLOCATION_LANGUAGE) != 0;
        for (Convention convention : Convention.values()) {
            String word = quiet ? "" : convention.word();
            conventions.put(convention, word.isEmpty() ? word : word.substring(from));
        }
    }

    String convention(Convention convention) {
        return conventions.getOrDefault(convention, "");
    }
}
