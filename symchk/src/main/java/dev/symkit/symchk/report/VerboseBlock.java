// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import dev.symkit.format.pe.CodeView;
import dev.symkit.store.key.PdbReference;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.Searched;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.check.Subject;
import dev.symkit.symchk.check.SymbolFile;
import dev.symkit.symchk.facts.ImageFacts;
import dev.symkit.symchk.facts.PdbFacts;
import dev.symkit.symsrv.finder.SymbolState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@code /v} tells of one image on standard error (symchk.md 5.3).
 *
 * @param symbolPath the path that was searched, without secrets
 * @param each whether every place of it is told of on its own: the letter {@code e} of {@code /s}
 */
public record VerboseBlock(String symbolPath, boolean each) {
    private static final UUID NO_GUID = new UUID(0, 0);
    private static final int CODE_VIEW = 0x00010001;
    private static final int MATCHED = 0x00020000;

    /** The lines of one image. */
    public List<String> lines(CheckResult result) {
        List<String> lines = new ArrayList<>();
        Subject subject = result.subject();
        for (Searched search : searches(result)) {
            search(subject, search, lines);
        }
        module(result, lines);
        version(result, lines);
        int code = code(result);
        lines.add(format("[SYMCHK] [ 0x%08x - 0x%08x ] Checked \"%s\"", 0, code, subject.path()));
        return lines;
    }

    /** One search for all places, or one for each, whatever files were looked for there. */
    private List<Searched> searches(CheckResult result) {
        if (!each || result.searches().isEmpty()) {
            return List.of(new Searched(symbolPath, result.trace(), result.pdb()));
        }
        Map<String, Searched> places = new LinkedHashMap<>();
        result.searches().forEach(search -> places.merge(search.place(), search, Searched::and));
        return List.copyOf(places.values());
    }

    private static void search(Subject subject, Searched search, List<String> lines) {
        String path = search.place();
        if (subject.searched()) {
            lines.add("[SYMCHK] Searching for symbols to " + subject.path() + " in path " + path);
        }
        lines.add("DBGHELP: Symbol Search Path: " + path);
        lines.add("[SYMCHK] Using search path \"" + path + "\"");
        lines.add("DBGHELP: No header for " + subject.path() + ".  Searching for image on disk");
        lines.add("DBGHELP: " + subject.path() + " - OK");
        lines.addAll(search.trace());
        lines.add("DBGHELP: " + subject.moduleName() + " - " + state(search.pdb()));
        search.pdb().ifPresent(pdb -> lines.add("         " + pdb.path()));
    }

    private static String state(Optional<SymbolFile<PdbFacts>> pdb) {
        return pdb.map(file -> file.facts().symbols().state())
                .orElse(SymbolState.NONE)
                .text();
    }

    private static void module(CheckResult result, List<String> lines) {
        Subject subject = result.subject();
        ImageFacts facts = subject.facts();
        Optional<PdbFacts> pdb = result.pdb().map(SymbolFile::facts);
        Optional<CodeView> record = facts.codeView();
        lines.add("[SYMCHK] MODULE64 Info ----------------------");
        lines.add("[SYMCHK] Struct size: 1680 bytes");
        lines.add(format("[SYMCHK] Base: 0x%016x", facts.imageBase()));
        lines.add(format("[SYMCHK] Image size: %d bytes", facts.sizeOfImage()));
        lines.add(format("[SYMCHK] Date: 0x%08x", facts.timestamp()));
        lines.add(format("[SYMCHK] Checksum: 0x%08x", facts.checksum()));
        lines.add("[SYMCHK] NumSyms: 0");
        lines.add("[SYMCHK] SymType: " + (pdb.isPresent() ? "SymPDB" : "SymNone"));
        lines.add("[SYMCHK] ModName: " + subject.moduleName());
        lines.add("[SYMCHK] ImageName: " + subject.path());
        lines.add("[SYMCHK] LoadedImage: " + subject.path());
        lines.add("[SYMCHK] PDB: \""
                + result.pdb().map(file -> file.path().toString()).orElse("") + "\"");
        lines.add(
                "[SYMCHK] CV: " + record.map(each -> letters(each.signature())).orElse(""));
        lines.add(format(
                "[SYMCHK] CV DWORD: 0x%08x", record.map(CodeView::signature).orElse(0)));
        lines.add("[SYMCHK] CV Data:  " + path(record));
        long signature = pdb.map(PdbFacts::signature).orElse(0L);
        boolean old = pdb.isPresent() && pdb.get().guid().isEmpty() && signature != 0;
        lines.add("[SYMCHK] PDB Sig:  " + (old ? format("0x%08x", signature) : "0"));
        lines.add("[SYMCHK] PDB7 Sig: " + guid(pdb.flatMap(PdbFacts::guid).orElse(NO_GUID)));
        lines.add(format("[SYMCHK] Age: %x", pdb.map(PdbFacts::age).orElse(0L)));
        lines.add("[SYMCHK] PDB Matched:  TRUE");
        lines.add("[SYMCHK] DBG Matched:  " + truth(!dbgMismatched(result)));
        boolean isPrivate = pdb.isPresent() && !pdb.get().stripped();
        lines.add("[SYMCHK] Line nubmers: " + truth(isPrivate && pdb.get().hasLines()));
        lines.add("[SYMCHK] Global syms:  " + truth(isPrivate && pdb.get().hasGlobals()));
        lines.add("[SYMCHK] Type Info:    " + truth(isPrivate && pdb.get().hasTypes()));
        lines.add("[SYMCHK] ------------------------------------");
    }

    private static boolean dbgMismatched(CheckResult result) {
        ImageFacts facts = result.subject().facts();
        return result.dbg().isPresent()
                && (result.dbg().get().facts().checksum() != facts.checksum()
                        || result.dbg().get().facts().timestamp() != facts.timestamp());
    }

    private static String path(Optional<CodeView> record) {
        if (record.isPresent() && record.get() instanceof CodeView.Rsds rsds) {
            return rsds.path();
        }
        return record.isPresent() && record.get() instanceof CodeView.Nb10 nb10 ? nb10.path() : "";
    }

    private static void version(CheckResult result, List<String> lines) {
        ImageFacts facts = result.subject().facts();
        Optional<PdbReference> wanted = facts.pdb();
        boolean passed = result.status() == Status.PASSED;
        lines.add("SymbolCheckVersion  0x00000002");
        lines.add(format("Result              0x%08x", code(result)));
        lines.add("DbgFilename         " + (passed ? "" : result.subject().moduleName() + ".dbg"));
        lines.add(format("DbgTimeDateStamp    0x%08x", passed ? facts.timestamp() : 0));
        lines.add(format("DbgSizeOfImage      0x%08x", passed ? facts.sizeOfImage() : 0));
        lines.add(format("DbgChecksum         0x%08x", passed ? facts.checksum() : 0));
        lines.add("PdbFilename         "
                + result.pdb()
                        .map(pdb -> pdb.path().toString())
                        .or(() -> wanted.map(PdbReference::path))
                        .orElse(""));
        lines.add("PdbSignature        " + guid(facts.pdbGuid().orElse(NO_GUID)));
        lines.add(format("PdbDbiAge           0x%08x", facts.pdbAge()));
    }

    private static int code(CheckResult result) {
        if (result.subject().facts().codeView().isEmpty()) {
            return 0;
        }
        boolean embedded = result.status() == Status.PASSED
                && result.subject().facts().embedded().isPresent();
        return result.pdb().isPresent() || embedded ? CODE_VIEW | MATCHED : CODE_VIEW;
    }

    private static String letters(int signature) {
        byte[] bytes =
                ByteBuffer.allocate(4).putInt(Integer.reverseBytes(signature)).array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String guid(UUID id) {
        return "{" + id.toString().toUpperCase(Locale.ROOT) + "}";
    }

    private static String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
