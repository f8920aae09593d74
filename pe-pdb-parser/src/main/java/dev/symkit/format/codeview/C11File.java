// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.Name;
import java.util.List;

/**
 * A source file in old line numbers. Layout: {@link C11Lines}.
 *
 * @param name its name as the compiler was given it
 * @param blocks the pieces of code that come from it
 */
public record C11File(Name name, List<C11Block> blocks) {
    /** Copies the list. */
    public C11File {
        blocks = List.copyOf(blocks);
    }
}
