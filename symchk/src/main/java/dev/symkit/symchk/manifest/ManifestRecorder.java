// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.manifest;

import dev.symkit.symchk.check.Answer;
import dev.symkit.symchk.check.CheckResult;
import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.check.Reason;
import dev.symkit.symchk.check.Status;
import dev.symkit.symchk.check.Subject;
import dev.symkit.symchk.facts.Candidate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the lines of a manifest (symchk.md 7.2). Files whose symbols can be named pass, all others are ignored. Confined to one thread.
 */
public final class ManifestRecorder {
    private final boolean withImages;
    private final List<ManifestLine> lines = new ArrayList<>();

    /** @param withImages whether images get a line of their own */
    public ManifestRecorder(boolean withImages) {
        this.withImages = withImages;
    }

    /** Takes an item, and tells what came of it. */
    public Answer record(Item item) {
        try {
            Candidate candidate = item.read();
            if (candidate instanceof Candidate.Program program) {
                List<ManifestLine> own = ManifestLine.of(item.name(), program.facts(), withImages);
                lines.addAll(own);
                boolean named = program.facts().pdb().isPresent();
                Subject subject = new Subject(item.path(), program.facts(), item.searched());
                String text = named ? "" : "no PDB is named";
                Status status = named ? Status.PASSED : Status.IGNORED;
                CheckResult result = new CheckResult(
                        subject, status, Reason.NONE, text, Optional.empty(), Optional.empty(), List.of());
                return new Answer(item, status, Reason.NONE, text, Optional.of(result), false, Duration.ZERO);
            }
            return ignored(item, ((Candidate.Other) candidate).reason());
        } catch (IOException e) {
            return ignored(item, "cannot be read: " + e.getMessage());
        }
    }

    private static Answer ignored(Item item, String why) {
        return new Answer(item, Status.IGNORED, Reason.NOT_CHECKED, why, Optional.empty(), false, Duration.ZERO);
    }

    /** The lines, in the order of the items. */
    public List<ManifestLine> lines() {
        return List.copyOf(lines);
    }
}
