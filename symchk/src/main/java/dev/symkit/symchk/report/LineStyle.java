// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import dev.symkit.store.key.PdbReference;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.check.SymbolFile;
import dev.symkit.symchk.facts.ImageFacts;
import java.util.Locale;
import java.util.Optional;

/**
 * The line of a file (symchk.md 5.2).
 *
 * @param fullBinary {@code /ob}
 * @param fullSymbols {@code /os}
 * @param version {@code /ov}
 */
public record LineStyle(boolean fullBinary, boolean fullSymbols, boolean version) {
    private static final String NONE = "<N/A>";

    /** The line of a result. */
    public String line(CheckResult result) {
        String name = fullBinary ? result.subject().path() : result.subject().name();
        return line(name, result.status(), text(result));
    }

    /** The line of a file that was not checked, or could not be fetched. */
    public static String line(String name, Status status, String text) {
        return status == Status.ERROR
                ? String.format(Locale.ROOT, "SYMCHK: %-20s  ERROR - %s", name, text)
                : String.format(Locale.ROOT, "SYMCHK: %-20s %s  - %s", name, status, text);
    }

    private String text(CheckResult result) {
        String text = result.status() == Status.PASSED ? symbols(result) : result.text();
        Optional<ImageFacts.Version> known = result.subject().facts().version();
        return version && known.isPresent() ? text + " VER: " + known.get().product() : text;
    }

    private String symbols(CheckResult result) {
        ImageFacts facts = result.subject().facts();
        String unseen = facts.embedded().isPresent()
                ? "<embedded>"
                : facts.pdb().map(PdbReference::name).orElse(NONE); // a manifest is written without a search
        String pdb = result.pdb().map(this::name).orElse(unseen);
        return "PDB: " + pdb + " DBG: " + result.dbg().map(this::name).orElse(NONE);
    }

    private String name(SymbolFile<?> file) {
        return fullSymbols ? file.path().toString() : String.valueOf(file.path().getFileName());
    }
}
