// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.UsageException;
import dev.symkit.symchk.InputRequest;
import dev.symkit.symchk.check.DbgRule;
import dev.symkit.symchk.check.Only;
import dev.symkit.symchk.check.PdbRule;
import dev.symkit.symchk.check.Rules;
import dev.symkit.symchk.report.LineStyle;
import dev.symkit.symchk.report.Tally;
import dev.symkit.symchk.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    private static final int MOST_JOBS = 256;
    private static final int MOST_SECONDS = 1_000_000;
    private static final int MOST_RETRIES = 1000;
    private static final int JOBS = 8;
    private static final int MANIFEST_JOBS = 16;

    @Option(names = "-r")
    boolean recurse;

    @Option(names = "-v")
    boolean[] verbose = {};

    @Option(names = "-q")
    boolean quiet;

    @Option(names = "-if")
    boolean files;

    @Option(names = "-av")
    boolean verify; // the only action there is

    @Option(names = "-cs")
    boolean debugDataOptional;

    @Option(names = "-cc")
    boolean outsideOnly;

    @Option(names = "-cn")
    boolean notSuspended; // a process never is

    @Option(names = "-port")
    boolean port;

    @Option(names = "-ob")
    boolean fullBinaries;

    @Option(names = "-os")
    boolean fullSymbols;

    @Option(names = "-ov")
    boolean versions;

    @Option(names = "-od")
    boolean details;

    @Option(names = "-oe")
    boolean errors;

    @Option(names = "-oi")
    boolean ignored;

    @Option(names = "-op")
    boolean passed;

    @Option(names = "-ot")
    boolean totals;

    @Option(names = "-id")
    @Nullable
    String dump;

    @Option(names = "-ih")
    @Nullable
    String hotfix;

    @Option(names = "-ie")
    @Nullable
    String program;

    @Option(names = "-ip")
    @Nullable
    String process;

    @Option(names = "-it")
    @Nullable
    String list;

    @Option(names = "-im")
    @Nullable
    String manifest;

    @Option(names = "-oc")
    @Nullable
    String tree;

    @Option(names = "-ocx")
    @Nullable
    String treeWithImages;

    @Option(names = "-ocxa")
    @Nullable
    String treeWithAllImages;

    @Option(names = "-ol")
    @Nullable
    String passList;

    @Option(names = "-om")
    @Nullable
    String newManifest;

    @Option(names = "-ea")
    @Nullable
    String skip;

    @Option(names = "-ee")
    @Nullable
    String forgive;

    @Option(names = "-fm")
    @Nullable
    String module;

    @Option(names = "-s")
    @Nullable
    String symbolPath;

    @Option(names = "-" + ChkSpelling.MODS)
    String mods = "";

    @Option(names = "-" + ChkSpelling.DBG)
    String dbgRule = "s";

    @Option(names = "-" + ChkSpelling.PDB)
    String pdbRule = "a";

    @Option(names = "--json")
    boolean json;

    @Option(names = "-" + ChkSpelling.JSON_FILE)
    @Nullable
    String jsonFile;

    @Option(names = "--no-network")
    boolean offline;

    @Option(names = "--manifest-images")
    boolean manifestImages;

    @Option(names = "--images")
    boolean images;

    @Option(names = "--signature")
    boolean signature;

    @Option(names = "--checksum")
    boolean checksum;

    @Option(names = "--progress")
    boolean progress;

    @Option(names = "--jobs")
    @Nullable
    Integer jobs;

    @Option(names = "--timeout")
    @Nullable
    Integer timeout;

    @Option(names = "--retries")
    @Nullable
    Integer retries;

    @Option(names = "--fail-on")
    Tally.FailOn failOn = Tally.FailOn.ANY;

    @Option(names = "--summary-by")
    @Nullable
    String summaryBy;

    @Parameters
    List<String> operands = new ArrayList<>();

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

    /** The input form and its operand. */
    private record Input(InputRequest.Form form, List<String> operands) {}

    /** Refuses what excludes each other or is out of range. */
    void check() throws UsageException {
        long inputs = Stream.of(dump, hotfix, program, process, list, manifest)
                        .filter(value -> value != null)
                        .count()
                + (files || (!operands.isEmpty() && noOtherInput()) ? 1 : 0);
        if (inputs > 1 || (!operands.isEmpty() && !noOtherInput())) {
            throw UsageException.rule("only one kind of input is possible");
        }
        if (inputs == 0 || (files && operands.isEmpty())) {
            throw UsageException.rule("no files were named");
        }
        if (newManifest != null && (manifest != null || tree().isPresent() || passList != null)) {
            throw UsageException.rule("/om excludes /im, /oc and /ol");
        }
        if (manifest != null && (tree().isPresent() || passList != null || skip != null || forgive != null)) {
            throw UsageException.rule("/im excludes /oc, /ol, /ea and /ee");
        }
        if (summaryBy != null && !summaryBy.equals("reason")) {
            throw UsageException.rule("--summary-by takes 'reason'");
        }
        within("--jobs", jobs, 1, MOST_JOBS);
        within("--timeout", timeout, 1, MOST_SECONDS);
        within("--retries", retries, 0, MOST_RETRIES);
    }

    private boolean noOtherInput() {
        return Stream.of(dump, hotfix, program, process, list, manifest).noneMatch(value -> value != null);
    }

    private static void within(String option, @Nullable Integer value, int least, int most) throws UsageException {
        if (value != null && (value < least || value > most)) {
            throw UsageException.rule("invalid value '" + value + "' for '" + option + "'");
        }
    }

    /** Whether {@code /fm} has nothing to choose from. */
    boolean moduleIsUseless() {
        return module != null && !readsMemory();
    }

    /** Whether modules are checked that were loaded: those of a dump or of processes. */
    boolean readsMemory() {
        return dump != null || program != null || process != null;
    }

    InputRequest.Form form() {
        return input().form();
    }

    List<String> inputOperands() {
        return input().operands();
    }

    private Input input() {
        Map<InputRequest.Form, Optional<String>> named = Map.of(
                InputRequest.Form.DUMP, Optional.ofNullable(dump),
                InputRequest.Form.HOTFIX, Optional.ofNullable(hotfix),
                InputRequest.Form.PROGRAM, Optional.ofNullable(program),
                InputRequest.Form.PROCESS, Optional.ofNullable(process),
                InputRequest.Form.LIST, Optional.ofNullable(list));
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .findFirst()
                .map(entry ->
                        new Input(entry.getKey(), entry.getValue().stream().toList()))
                .orElseGet(() -> new Input(InputRequest.Form.FILES, operands));
    }

    Rules rules() {
        DbgRule dbg = switch (dbgRule) {
            case "e" -> DbgRule.INSIDE;
            case "n" -> DbgRule.NONE;
            default -> DbgRule.SPLIT;
        };
        PdbRule pdb = switch (pdbRule) {
            case "f" -> PdbRule.FULL;
            case "s" -> PdbRule.STRIPPED;
            case "t" -> PdbRule.STRIPPED_WITH_TYPES;
            default -> PdbRule.ANY;
        };
        return new Rules(dbg, pdb, only(), !debugDataOptional);
    }

    private Only only() {
        int isPrivate = mods.lastIndexOf('p');
        int isPublic = mods.lastIndexOf('s');
        return isPrivate == isPublic ? Only.ANY : isPrivate > isPublic ? Only.PRIVATE : Only.PUBLIC;
    }

    SearchRequest search() {
        boolean chosen = only() != Only.ANY;
        return new SearchRequest(
                symbolPath == null ? "" : symbolPath,
                chosen || mods.indexOf('e') >= 0,
                chosen || mods.indexOf('u') >= 0,
                mods.indexOf('r') >= 0);
    }

    LineStyle style() {
        return new LineStyle(fullBinaries, fullSymbols, versions);
    }

    /** The directory of the symbol tree. */
    Optional<String> tree() {
        return Optional.ofNullable(treeWithAllImages)
                .or(() -> Optional.ofNullable(treeWithImages))
                .or(() -> Optional.ofNullable(tree));
    }

    int jobs() {
        return jobs != null ? jobs : manifest != null ? MANIFEST_JOBS : JOBS;
    }

    boolean tellsErrors() {
        return !quiet || errors || details;
    }

    boolean tellsPassed() {
        return passed || details;
    }

    boolean tellsIgnored() {
        return ignored || details;
    }

    boolean tellsTotals() {
        return !quiet || totals;
    }

    /** The name of a module in lower case is what counts. */
    String moduleName() {
        return module == null ? "" : module.toLowerCase(Locale.ROOT);
    }
}
