// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import dev.symkit.store.key.PdbReference;
import dev.symkit.symchk.check.Answer;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fills the tree of {@code /oc} from results.
 *
 * @param tree the tree
 * @param images whether binaries are copied too
 */
public record SymbolTree(FlatTree tree, Images images) {
    /** Which binaries are copied. */
    public enum Images {
        /** {@code /oc}: none. */
        NONE,
        /** {@code /ocx}: those that pass. */
        PASSED,
        /** {@code /ocxa}: all that were checked. */
        ALL
    }

    /** Copies what belongs to a result. */
    public void put(Answer answer) throws IOException {
        if (answer.result().isEmpty()) {
            return;
        }
        CheckResult result = answer.result().get();
        boolean passed = result.status() == Status.PASSED;
        if (passed && result.pdb().isPresent()) {
            String name = result.subject()
                    .facts()
                    .pdb()
                    .map(PdbReference::name)
                    .orElse(String.valueOf(result.pdb().get().path().getFileName()));
            tree.put(result.pdb().get().path(), name, answer.name());
        }
        if (passed && result.dbg().isPresent()) {
            tree.put(
                    result.dbg().get().path(),
                    String.valueOf(result.dbg().get().path().getFileName()),
                    answer.name());
        }
        Optional<Path> file = answer.item().file();
        if (file.isPresent()) {
            putImage(answer, file.get());
        }
    }

    /** Copies the binary of a result, if that is wanted. */
    public void putImage(Answer answer, Path file) throws IOException {
        if (images == Images.ALL || (images == Images.PASSED && answer.status() == Status.PASSED)) {
            tree.put(file, answer.name(), answer.name());
        }
    }
}
