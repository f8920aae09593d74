// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.file.FileRow;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.ModuleInfo;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;
import dev.symkit.symsrv.process.MappedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Commands about modules (dbh.md 3.2). */
public final class ModuleCommands {
    private static final String ATTACHED = "no loading or unloading of modules when attached to a process";
    private static final int RUNS = 1000;

    private static final Entry LOAD = Entry.of(
            "load", "", "FILE", "loads an image or symbol file in the place of the current one", ModuleCommands::load);
    private static final Entry BASE =
            Entry.of("base", "b", "HEX", "sets the address where files are placed", ModuleCommands::base);
    private static final Entry MOD =
            Entry.of("mod", "", "HEX", "chooses the module of a process at this address", ModuleCommands::mod);
    private static final Entry EPMOD =
            Entry.of("epmod", "", "PID", "lists the modules of a process", ModuleCommands::epmod);
    private static final Entry MULTI =
            Entry.unlisted("multi", "FILE", "loads and unloads a file a thousand times", ModuleCommands::multi);

    /** The commands. */
    public static final List<Entry> ALL = List.of(
            LOAD,
            Entry.of("unload", "u", "", "forgets the current module", ModuleCommands::unload),
            BASE,
            MOD,
            Entry.of("refresh", "", "", "lists the modules of the process anew", ModuleCommands::refresh),
            Entry.of("enummod", "", "", "lists the modules", ModuleCommands::enummod),
            EPMOD,
            Entry.of("info", "i", "", "tells what is known of the module", ModuleCommands::info),
            MULTI);

    private ModuleCommands() {}

    private static void load(Session session, String argument) throws IOException {
        if (session.process().isPresent()) {
            session.out().line(ATTACHED);
        } else if (argument.isEmpty()) {
            session.out().line(LOAD.hint());
        } else {
            load(session, () -> session.load(argument));
        }
    }

    /** Loads something, and says why it does not work. */
    private static void load(Session session, Loading loading) throws IOException {
        try {
            loading.run();
        } catch (LoadException e) {
            e.tell(session.out());
        }
    }

    /** What may fail because there is no such file. */
    @FunctionalInterface
    private interface Loading {
        void run() throws LoadException, IOException;
    }

    private static void unload(Session session, String argument) throws IOException {
        if (session.process().isPresent()) {
            session.out().line(ATTACHED);
        } else {
            session.unload();
        }
    }

    private static void base(Session session, String argument) throws IOException {
        OptionalLong base = Hex.parse(argument);
        if (session.process().isPresent()) {
            session.out().line(ATTACHED);
        } else if (base.isEmpty() || base.getAsLong() == 0) {
            session.out().line(BASE.hint());
        } else {
            session.setBase(base.getAsLong());
            Optional<LoadedModule> module = session.current();
            if (module.isPresent()) {
                String target = module.get().target();
                load(session, () -> session.load(target));
            }
        }
    }

    private static void mod(Session session, String argument) {
        OptionalLong base = Hex.parse(argument);
        if (session.process().isEmpty()) {
            session.out().line("mod only applies when attached to a process.");
        } else if (argument.isEmpty()) {
            session.out().line(MOD.hint());
        } else if (base.isEmpty()) {
            session.out().line("invalid module base.");
        } else {
            Optional<LoadedModule> module = session.modules().all().stream()
                    .filter(each -> each.base() == base.getAsLong())
                    .findFirst();
            if (module.isPresent()) {
                session.choose(module.get());
            } else {
                session.out().line("couldn't find module at 0x" + Hex.of(base.getAsLong()));
            }
        }
    }

    private static void refresh(Session session, String argument) throws IOException {
        if (session.process().isEmpty()) {
            session.out().line("refresh only applies when attached to a process.");
            return;
        }
        session.attach(session.process().getAsLong());
        session.out().line(session.modules().all().size() + " modules");
        tellModules(session);
    }

    /** Tells the modules of a process, as at the start. */
    public static void tellModules(Session session) {
        for (LoadedModule module : session.modules().all()) {
            if (!session.tell(new StartRow(module))) {
                return;
            }
        }
    }

    private static void enummod(Session session, String argument) {
        for (LoadedModule module : session.modules().all()) {
            if (!session.tell(new ModuleRow(module))) {
                return;
            }
        }
    }

    private static void epmod(Session session, String argument) throws IOException {
        if (argument.isEmpty()) {
            session.out().line(EPMOD.hint());
            return;
        }
        List<MappedImage> images;
        try {
            images = session.filesOf(Long.parseUnsignedLong(argument));
        } catch (NumberFormatException | IOException e) {
            session.out().line("epmod <process id> - can't open process " + argument + ".");
            return;
        }
        for (MappedImage image : images) {
            if (!session.tell(FileRow.of(image.file().toString()))) {
                return;
            }
        }
    }

    private static void info(Session session, String argument) throws IOException {
        Optional<LoadedModule> module = session.current();
        if (module.isEmpty()) {
            session.out().line("error 0x6 calling SymGetModuleInfo64()");
        } else {
            session.tell(ModuleInfo.of(module.get()));
        }
    }

    private static void multi(Session session, String argument) throws IOException {
        if (session.process().isPresent()) {
            session.out().line(ATTACHED);
            return;
        }
        if (argument.isEmpty()) {
            session.out().line(MULTI.hint());
            return;
        }
        long start = System.nanoTime();
        load(session, () -> {
            for (int i = 0; i < RUNS && !session.out().stopped().getAsBoolean(); i++) {
                session.load(argument);
                session.unload();
            }
        });
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        session.out().line(String.format(Locale.ROOT, "%d ms", millis));
    }

    /** A row of {@code enummod}. */
    private record ModuleRow(LoadedModule module) implements Row {
        @Override
        public void text(StringBuilder into) {
            into.append(String.format(Locale.ROOT, "0x%016X ", module.base()))
                    .append(module.name())
                    .append('\n');
        }

        @Override
        public void fields(Fields into) {
            into.number("base", module.base());
            into.text("name", module.name());
        }
    }

    /** A row of the list at the start. */
    private record StartRow(LoadedModule module) implements Row {
        @Override
        public void text(StringBuilder into) {
            into.append(' ');
            Hex.padded(into, module.base());
            into.append(" : ").append(module.name()).append('\n');
        }

        @Override
        public void fields(Fields into) {
            new ModuleRow(module).fields(into);
        }
    }
}
