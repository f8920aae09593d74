// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.UsageException;
import dev.symkit.symchk.Search;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All options, as {@link ChkSpelling} spells them. */
final class ChkOptions {
    static final SwitchTable SWITCHES = SwitchTable.caseSensitive(flags(
                    "r", "q", "if", "av", "cs", "cc", "cn", "port", "ob", "od", "oe", "oi", "op", "os", "ot", "ov"))
            .plus(Switch.flag("v").repeated())
            .plus(values("id", "ih", "ie", "ip", "it", "im", "oc", "ocx", "ocxa", "ol", "om", "ea", "ee", "fm", "s"))
            .plus(values(ChkSpelling.MODS, ChkSpelling.DBG, ChkSpelling.PDB, ChkSpelling.JSON_FILE))
            .plus(longFlags(
                    "--json",
                    "--no-network",
                    "--manifest-images",
                    "--images",
                    "--signature",
                    "--checksum",
                    "--progress"))
            .plus(longValues("--jobs", "--timeout", "--retries", "--fail-on", "--summary-by"))
            .withOperands();

    private static final int JOBS = 8;
    private static final int MANIFEST_JOBS = 16;

    @Mixin
    InputOptions input = new InputOptions();

    @Mixin
    SearchOptions search = new SearchOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "-av")
    boolean verify; // the only action there is

    @Option(names = "-port")
    boolean port;

    private static Switch[] flags(String... names) {
        return Stream.of(names).map(Switch::flag).toArray(Switch[]::new);
    }

    private static Switch[] values(String... names) {
        return Stream.of(names).map(Switch::value).toArray(Switch[]::new);
    }

    private static Switch[] longFlags(String... names) {
        return Stream.of(names).map(Switch::longFlag).toArray(Switch[]::new);
    }

    private static Switch[] longValues(String... names) {
        return Stream.of(names).map(Switch::longValue).toArray(Switch[]::new);
    }

    /** Refuses what excludes each other or is out of range. */
    void check() throws UsageException {
        input.check();
        if (records() && (fetches() || output.tree().isPresent() || output.passList != null)) {
            throw UsageException.rule("/om excludes /im, /oc and /ol");
        }
        output.check();
        search.check();
    }

    /** Whether a manifest is written, and nothing checked. */
    boolean records() {
        return output.newManifest != null;
    }

    /** Whether the lines of a manifest are fetched, and nothing checked. */
    boolean fetches() {
        return input.manifest != null;
    }

    /** How and where is searched. */
    Search asSearch() {
        return search.search(fetches() ? MANIFEST_JOBS : JOBS, output.tracesHttp());
    }
}
