// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of the search for a file of a module.
 *
 * @param result the file, or why there is none
 * @param exact whether the file has the identity that the module asks for; false if it was only taken for want of another, or none was found
 * @param state of a PDB that was looked for: what symbols the module has now
 */
public record FinderResult(LookupResult result, boolean exact, Optional<SymbolState> state) {
    /** The file. */
    public Optional<Path> file() {
        return result instanceof LookupResult.Found found ? Optional.of(found.path()) : Optional.empty();
    }

    /** The files on the way that had the name and were not taken, each with its reason. */
    public List<Attempt> mismatches() {
        return result.attempts().stream().filter(Attempt::isMismatch).toList();
    }
}
