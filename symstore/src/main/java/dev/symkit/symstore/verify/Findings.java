// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import java.util.ArrayList;
import java.util.List;

/** What a look at a part of a store found; nothing for sound entries, for there may be very many. Confined to one thread. */
final class Findings {
    private final List<Problem> structure = new ArrayList<>(0);
    private final List<Problem> files = new ArrayList<>(0);
    private final List<String> notes = new ArrayList<>(0);
    private final List<String> empty = new ArrayList<>(0);
    private int oneTier;

    /** Problems but for those of the content of stored files: of 000Admin, transactions, references and pointers. */
    List<Problem> structure() {
        return structure;
    }

    /** Problems of the content of stored files: only files that seemed wrong are read a second time. */
    List<Problem> files() {
        return files;
    }

    /** What is worth saying and no problem. */
    List<String> notes() {
        return notes;
    }

    /** Directories in which there is nothing. */
    List<String> empty() {
        return empty;
    }

    /** Key directories at their one-tier place in a two-tier store. */
    int oneTier() {
        return oneTier;
    }

    void countOneTier() {
        oneTier++;
    }

    /** All problems in the order of the report. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>(structure);
        all.addAll(files);
        return all;
    }

    /** Takes what was found elsewhere. */
    void add(Findings more) {
        structure.addAll(more.structure);
        files.addAll(more.files);
        notes.addAll(more.notes);
        empty.addAll(more.empty);
        oneTier += more.oneTier;
    }
}
