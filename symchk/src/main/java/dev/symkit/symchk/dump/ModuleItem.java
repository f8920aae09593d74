// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.dump;

import dev.symkit.format.dump.DumpMemory;
import dev.symkit.format.dump.DumpModule;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.ImageLayout;
import dev.symkit.format.pe.PeFile;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.PdbReference;
import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.symchk.facts.ImageFacts;
import dev.symkit.symchk.facts.ImageReader;
import dev.symkit.symchk.search.Fetched;
import dev.symkit.symchk.search.SymbolPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A module that a dump lists (symchk.md 8.1): what its CodeView record says, else the image in the dump's memory, else the image that the
 * symbol path has.
 *
 * @param module as listed
 * @param dump what else the dump says
 * @param places where the image is looked for
 */
record ModuleItem(DumpModule module, Context dump, List<SymbolPlace> places) implements Item {
    /**
     * What concerns all modules of a dump.
     *
     * @param windows whether they are Windows modules
     * @param machine IMAGE_FILE_MACHINE number; 0 if it is not known
     * @param memory of the process; empty if the dump holds none
     */
    record Context(boolean windows, int machine, Optional<DumpMemory> memory) {}

    @Override
    public String path() {
        return module.name();
    }

    @Override
    public boolean named() {
        return true;
    }

    @Override
    public boolean searched() {
        return false;
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public Candidate read() throws IOException {
        boolean isElf = module.codeView()
                .filter(record -> record.signature() == DumpModule.ELF_BUILD_ID)
                .isPresent();
        if (!dump.windows() || isElf) {
            return new Candidate.Other("not a Windows module", false);
        }
        if (module.codeView().isPresent()) {
            return new Candidate.Program(listed());
        }
        Optional<ImageFacts> facts = inMemory();
        if (facts.isEmpty()) {
            facts = fromPath();
        }
        return facts.isPresent()
                ? new Candidate.Program(facts.get())
                : new Candidate.Other(module.fileName() + " image not found", true);
    }

    private ImageFacts listed() {
        Optional<CodeView> record = module.codeView();
        return new ImageFacts(
                dump.machine(),
                module.timestamp(),
                module.size(),
                module.checksum(),
                module.base(),
                false,
                record,
                record.flatMap(each -> PdbReference.of(each, false)),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                version());
    }

    private Optional<ImageFacts.Version> version() {
        return module.version().map(known -> new ImageFacts.Version(known.productText(), known.fileText()));
    }

    private Optional<ImageFacts> inMemory() throws IOException {
        if (dump.memory().isEmpty()) {
            return Optional.empty();
        }
        try (ByteSource view = dump.memory().get().view(module.name(), module.base(), module.size())) {
            return PeFile.recognise(view)
                    ? Optional.of(ImageReader.facts(PeFile.open(view, ImageLayout.MEMORY)))
                    : Optional.empty();
        } catch (FormatException e) {
            return Optional.empty(); // the dump holds too little of the image
        }
    }

    private Optional<ImageFacts> fromPath() throws IOException {
        String index = KeyReader.imageIndex(module.timestamp(), module.size());
        Fetched image = Fetched.from(places, module.fileName(), index);
        if (image.path().isEmpty()) {
            return Optional.empty();
        }
        try (ByteSource source = FileByteSource.open(image.path().get())) {
            return Optional.of(ImageReader.facts(PeFile.open(source)));
        } catch (FormatException e) {
            return Optional.empty();
        } finally {
            if (image.temporary()) {
                Files.deleteIfExists(image.path().get());
            }
        }
    }
}
