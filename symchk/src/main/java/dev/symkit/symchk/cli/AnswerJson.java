// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.symchk.check.Answer;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.SymbolFile;
import dev.symkit.symchk.facts.BinaryState;
import dev.symkit.symchk.facts.ImageFacts;
import dev.symkit.symchk.facts.PdbFacts;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The object of one file (symchk.md 10). */
final class AnswerJson {
    private AnswerJson() {}

    static void write(JsonOut json, Answer answer, Optional<BinaryState.Signature> signature, Optional<String> checksum)
            throws IOException {
        json.text("binary", answer.item().path());
        json.text("status", answer.countedAs().word());
        if (!answer.text().isEmpty()) {
            json.text("reason", answer.text());
        }
        json.text("module", answer.name());
        if (answer.result().isPresent()) {
            result(json, answer.result().get());
        }
        extras(json, signature, checksum);
        json.number("elapsedMs", answer.took().toMillis());
    }

    /** What was asked for beside the symbols. */
    static void extras(JsonOut json, Optional<BinaryState.Signature> signature, Optional<String> checksum)
            throws IOException {
        if (signature.isPresent()) {
            json.text("signature", signature.get().state());
            if (signature.get().signer().isPresent()) {
                json.text("signer", signature.get().signer().get());
            }
            if (signature.get().digest().isPresent()) {
                json.text("signatureDigest", signature.get().digest().get());
            }
        }
        if (checksum.isPresent()) {
            json.text("checksumState", checksum.get());
        }
    }

    private static void result(JsonOut json, CheckResult result) throws IOException {
        ImageFacts facts = result.subject().facts();
        json.text("machine", hex(facts.machine(), 4));
        json.text("timestamp", hex(facts.timestamp(), 8));
        json.number("sizeOfImage", facts.sizeOfImage());
        json.text("checksum", hex(facts.checksum(), 8));
        if (facts.version().isPresent()) {
            json.text("productVersion", facts.version().get().product());
            json.text("fileVersion", facts.version().get().file());
        }
        json.text("imageIndex", facts.imageIndex());
        if (facts.pdbName().isPresent()) {
            pdb(json, facts);
        }
        if (result.pdb().isPresent()) {
            json.text("pdbPath", result.pdb().get().path().toString());
        }
        if (result.dbg().isPresent()) {
            json.text("dbgPath", result.dbg().get().path().toString());
        }
        symbols(json, result.pdb().map(SymbolFile::facts));
    }

    private static void pdb(JsonOut json, ImageFacts facts) throws IOException {
        json.text("pdbName", facts.pdbName().orElse(""));
        if (facts.pdbGuid().isPresent()) {
            json.text("pdbGuid", facts.pdbGuid().get().toString().toUpperCase(Locale.ROOT));
        }
        json.number("pdbAge", facts.pdbAge());
        json.text("pdbIndex", facts.pdbIndex().orElse(""));
    }

    private static void symbols(JsonOut json, Optional<PdbFacts> pdb) throws IOException {
        if (pdb.isEmpty()) {
            json.text("symbolKind", "none");
            return;
        }
        json.text("symbolKind", pdb.get().stripped() ? "public" : "private");
        json.bool("hasLines", pdb.get().hasLines());
        json.bool("hasTypes", pdb.get().hasTypes());
        json.bool("sourceIndexed", pdb.get().sourceIndexed());
    }

    private static String hex(long value, int digits) {
        String text = Long.toHexString(value);
        return "0x" + "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
