// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.io.Name;
import java.util.Optional;

/**
 * One function at an address.
 *
 * @param function its name with namespaces and classes; empty for an inlined function whose id leads nowhere
 * @param line the line in it: of the code in the innermost function, of the call in the others; empty if there is none
 * @param inlined whether it was inlined into the next frame
 */
public record Frame(Name function, Optional<SourceLine> line, boolean inlined) {}
