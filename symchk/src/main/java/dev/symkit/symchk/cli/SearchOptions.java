// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.UsageException;
import dev.symkit.symchk.Search;
import dev.symkit.symchk.check.DbgRule;
import dev.symkit.symchk.check.Only;
import dev.symkit.symchk.check.PdbRule;
import dev.symkit.symchk.check.Rules;
import dev.symkit.symchk.search.SearchRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where symbols are looked for and what they have to be. */
final class SearchOptions {
    private static final int MOST_JOBS = 256;
    private static final int MOST_SECONDS = 1_000_000;
    private static final int MOST_RETRIES = 1000;

    @Option(names = "-s")
    @Nullable
    String symbolPath;

    @Option(names = "-" + ChkSpelling.MODS)
    String mods = "";

    @Option(names = "-" + ChkSpelling.DBG)
    @Nullable
    String dbgRule;

    @Option(names = "-" + ChkSpelling.PDB)
    @Nullable
    String pdbRule;

    @Option(names = "-cs")
    boolean debugDataOptional;

    @Option(names = "--no-network")
    boolean offline;

    @Option(names = "--jobs")
    @Nullable
    Integer jobs;

    @Option(names = "--timeout")
    @Nullable
    Integer timeout;

    @Option(names = "--retries")
    @Nullable
    Integer retries;

    /** Refuses numbers that are out of range. */
    void check() throws UsageException {
        within("--jobs", jobs, 1, MOST_JOBS);
        within("--timeout", timeout, 1, MOST_SECONDS);
        within("--retries", retries, 0, MOST_RETRIES);
    }

    private static void within(String option, @Nullable Integer value, int least, int most) throws UsageException {
        if (value != null && (value < least || value > most)) {
            throw UsageException.rule("invalid value '" + value + "' for '" + option + "'");
        }
    }

    Rules rules() {
        DbgRule dbg = switch (dbgRule == null ? "s" : dbgRule) {
            case "e" -> DbgRule.INSIDE;
            case "n" -> DbgRule.NONE;
            default -> DbgRule.SPLIT;
        };
        PdbRule pdb = switch (pdbRule == null ? "a" : pdbRule) {
            case "f" -> PdbRule.FULL;
            case "s" -> PdbRule.STRIPPED;
            case "t" -> PdbRule.STRIPPED_WITH_TYPES;
            default -> PdbRule.ANY;
        };
        return new Rules(dbg, pdb, only(), !debugDataOptional);
    }

    /** Which PDBs count; of {@code p} and {@code s} the last one does. */
    Only only() {
        int isPrivate = mods.lastIndexOf('p');
        int isPublic = mods.lastIndexOf('s');
        return isPrivate == isPublic ? Only.ANY : isPrivate > isPublic ? Only.PRIVATE : Only.PUBLIC;
    }

    /** Whether every element of the path is searched on its own. */
    boolean eachElement() {
        return only() != Only.ANY || mods.indexOf('e') >= 0;
    }

    /**
     * How and where is searched.
     *
     * @param usualJobs how many files at the same time if the user does not say
     * @param httpTrace whether the trace shows HTTP requests as a whole
     */
    Search search(int usualJobs, boolean httpTrace) {
        boolean chosen = only() != Only.ANY;
        SearchRequest request = new SearchRequest(
                symbolPath == null ? "" : symbolPath,
                eachElement(),
                chosen || mods.indexOf('u') >= 0,
                mods.indexOf('r') >= 0);
        return new Search(
                request,
                jobs == null ? usualJobs : jobs,
                timeout == null ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout)),
                retries == null ? OptionalInt.empty() : OptionalInt.of(retries),
                offline,
                httpTrace);
    }
}
