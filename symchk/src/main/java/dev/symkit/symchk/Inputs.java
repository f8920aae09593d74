// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk;

import dev.symkit.store.storage.WholeFile;
import dev.symkit.symchk.check.FileItem;
import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.dump.DumpFile;
import dev.symkit.symchk.files.Operands;
import dev.symkit.symchk.hotfix.HotfixFile;
import dev.symkit.symchk.process.ProcessFiles;
import dev.symkit.symchk.search.SymbolPlace;
import dev.symkit.symchk.search.SymbolPlaces;
import dev.symkit.symsrv.process.ProcessModules;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The items to check, and what has to be closed when they are done.
 *
 * @param items in order
 * @param unmatched operands that named nothing
 * @param places where symbols are looked for before the symbol path
 * @param resources open until the items are done
 */
public record Inputs(List<Item> items, List<String> unmatched, List<SymbolPlace> places, List<Closeable> resources)
        implements Closeable {
    private static final String EVERYTHING = "*";

    /** Copies the lists. */
    public Inputs {
        items = List.copyOf(items);
        unmatched = List.copyOf(unmatched);
        places = List.copyOf(places);
        resources = List.copyOf(resources);
    }

    /**
     * Finds the items.
     *
     * @param path where images of dumps are looked for
     * @param warnings hears one line for each thing that was left out
     * @throws IOException if a dump, a package or a list cannot be read, or the system has no such processes
     */
    public static Inputs open(
            InputRequest request, List<SymbolPlace> path, Consumer<String> warnings, BooleanSupplier cancelled)
            throws IOException {
        return switch (request.form()) {
            case FILES -> files(operands(request, warnings).find(request.operands()));
            case LIST -> files(operands(request, warnings).list(resolve(request)));
            case DUMP -> dump(request, path);
            case HOTFIX -> hotfix(request, warnings, cancelled);
            case PROGRAM, PROCESS -> loaded(request, processes(request, warnings), List.of());
        };
    }

    private static Operands operands(InputRequest request, Consumer<String> warnings) {
        return new Operands(request.workingDirectory(), request.recurse(), warnings);
    }

    private static Path resolve(InputRequest request) throws IOException {
        Path file =
                request.workingDirectory().resolve(request.operands().get(0)).normalize();
        WholeFile.check(file);
        return file;
    }

    private static Inputs files(Operands.Named named) {
        List<Item> items = named.files().stream()
                .<Item>map(file -> FileItem.of(file.path(), file.named()))
                .toList();
        return new Inputs(items, named.unmatched(), List.of(), List.of());
    }

    /** Modules that were loaded; without any the operand, or the module that was asked for, named nothing. */
    private static Inputs loaded(InputRequest request, List<Item> items, List<Closeable> resources) {
        String wanted = request.module().isEmpty() ? request.operands().get(0) : request.module();
        return new Inputs(items, items.isEmpty() ? List.of(wanted) : List.of(), List.of(), resources);
    }

    private static Inputs dump(InputRequest request, List<SymbolPlace> path) throws IOException {
        DumpFile dump = DumpFile.open(resolve(request), request.operands().get(0));
        boolean done = false;
        try {
            List<Item> modules = dump.modules(request.module(), path);
            done = true;
            return loaded(request, modules, List.of(dump));
        } finally {
            if (!done) {
                dump.close();
            }
        }
    }

    private static Inputs hotfix(InputRequest request, Consumer<String> warnings, BooleanSupplier cancelled)
            throws IOException {
        HotfixFile hotfix = HotfixFile.open(resolve(request), request.operands().get(0), cancelled);
        SymbolPlace inside = SymbolPlaces.below(hotfix.directory(), warnings);
        return new Inputs(hotfix.items(), List.of(), List.of(inside), List.of(hotfix));
    }

    private static List<Item> processes(InputRequest request, Consumer<String> warnings) throws IOException {
        Optional<ProcessModules> modules = ProcessModules.of(request.system());
        if (modules.isEmpty()) {
            throw new IOException("/ip and /ie need a live Windows process");
        }
        ProcessFiles processes = new ProcessFiles(modules.get());
        String operand = request.operands().get(0);
        if (operand.equals(EVERYTHING)) {
            warnings.accept("drivers are left out: they cannot be listed here");
            return processes.everywhere(request.module());
        }
        if (request.form() == InputRequest.Form.PROGRAM) {
            return processes.running(operand, request.module());
        }
        long number = number(operand);
        if (number == 0) {
            throw new IOException("/ip 0: loaded drivers cannot be listed here");
        }
        try {
            return processes.of(number, request.module());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no process " + number, e);
        }
    }

    private static long number(String text) throws IOException {
        if (!text.matches("[0-9]{1,10}")) {
            throw new IOException("/ip " + text + ": not the number of a process");
        }
        return Long.parseLong(text);
    }

    @Override
    public void close() throws IOException {
        List<IOException> problems = new ArrayList<>();
        for (Closeable resource : resources) {
            try {
                resource.close();
            } catch (IOException e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
    }
}
