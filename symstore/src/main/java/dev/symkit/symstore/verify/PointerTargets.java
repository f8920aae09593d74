// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symstore.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks pointers against the newest reference, and whether what they point to is there.
 *
 * @param storage the store
 * @param follow whether targets are looked for at all; one that is gone is no problem of the store
 */
record PointerTargets(StoreStorage storage, boolean follow) {
    /** What is wrong with the pointer of a key directory whose newest reference is a pointer. */
    void check(String pointerPath, RefsLine last, Findings found) {
        try {
            FilePointer pointer = storage.readAll(pointerPath, FilePointer.MAX_SIZE)
                    .map(FilePointer::parse)
                    .orElse(new FilePointer(Optional.of(last.source()), "", false)); // gone since it was listed
            if (isWrong(pointer, last)) {
                found.structure()
                        .add(new Problem(
                                Problem.WRONG_POINTER,
                                pointerPath,
                                last.id().text(),
                                "it points to " + Printable.of(pointer.target().orElse("nothing"))
                                        + ", the newest reference to " + Printable.of(last.source())));
            }
            Optional<String> target = pointer.target();
            if (follow && target.isPresent() && isGone(target.get())) {
                found.notes().add(pointerPath + ": its target is gone: " + Printable.of(target.get()));
            }
        } catch (IOException e) {
            found.structure()
                    .add(new Problem(
                            Problem.WRONG_POINTER, pointerPath, last.id().text(), "cannot be read: " + e.getMessage()));
        }
    }

    /** A pointer with nothing but a message stands for a file that is not given out any more: somebody wrote it on purpose. */
    static boolean isWrong(FilePointer pointer, RefsLine last) {
        return pointer.target().isEmpty()
                ? pointer.message().isEmpty()
                : !pointer.target().get().equals(last.source().strip());
    }

    /** Whether a target on this machine is missing, compressed too. Of targets elsewhere nothing is known. */
    private static boolean isGone(String target) {
        try {
            Path path = Path.of(target);
            return path.isAbsolute()
                    && Files.notExists(path)
                    && StoreNames.compressed(target)
                            .map(Path::of)
                            .filter(Files::exists)
                            .isEmpty();
        } catch (InvalidPathException e) {
            return false; // the path of another system
        }
    }
}
